package co.kendev.spaces.onboarding.workflow;

/** One stage of one onboarding. */
public record OnboardingStep(String tenantId, String process, String stage) {}
