/** Tokens, the caller, slugs, over REST. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.identity.rest;
