/** The ledger's background work. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.ledger.activity;
