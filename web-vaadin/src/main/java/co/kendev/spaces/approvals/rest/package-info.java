/** Approvals over REST. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.approvals.rest;
