/** Onboarding's activities. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.onboarding.activity;
