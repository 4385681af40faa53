package co.kendev.spaces.ledger;

/** The end of a book's chain of seals. */
public record ChainHead(long seq, String hash) {}
