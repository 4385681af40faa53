package co.kendev.spaces.approvals.workflow;

/** The approval has ended that way; {@code signal} is the idempotency key of the telling. */
public record ApprovalDecided(String state, String signal) {}
