/** Revenue over gRPC. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.revenue.grpc;
