/** Messages over REST, live by server-sent events. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.messages.rest;
