/** The books over REST. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.ledger.rest;
