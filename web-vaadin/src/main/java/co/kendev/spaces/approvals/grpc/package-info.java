/** Approvals over gRPC. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.approvals.grpc;
