/** The ledger: accounts, transactions, postings and their seals; it knows nothing of what is sold or shared. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.ledger;
