/** Sign-ups and the processes behind them over gRPC. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.onboarding.grpc;
