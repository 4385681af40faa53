/** What operators see of the machinery over REST. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.platform.rest;
