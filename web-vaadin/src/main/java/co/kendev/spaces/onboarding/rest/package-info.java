/** Sign-ups and the processes behind them over REST. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.onboarding.rest;
