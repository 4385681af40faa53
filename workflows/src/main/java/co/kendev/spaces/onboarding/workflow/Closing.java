package co.kendev.spaces.onboarding.workflow;

/** How an onboarding that did not succeed is closed, and why. */
public record Closing(String tenantId, String process, boolean cancelled, String reason) {}
