/** Onboarding as a durable process. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.onboarding.workflow;
