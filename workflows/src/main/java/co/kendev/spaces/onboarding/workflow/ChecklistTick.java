package co.kendev.spaces.onboarding.workflow;

/** A line of the owner's checklist was done; {@code signal} is the idempotency key of the telling. */
public record ChecklistTick(String item, String signal) {}
