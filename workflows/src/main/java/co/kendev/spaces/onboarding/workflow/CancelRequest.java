package co.kendev.spaces.onboarding.workflow;

/** The wish to stop, with its reason; {@code signal} is the idempotency key of the telling. */
public record CancelRequest(String reason, String signal) {}
