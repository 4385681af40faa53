/** What every way in over gRPC shares: refusals in its own words. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.platform.grpc;
