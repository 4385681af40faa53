/** Onboarding: how a business gets its space, from a template, step by step. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.onboarding;
