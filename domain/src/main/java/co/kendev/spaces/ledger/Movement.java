package co.kendev.spaces.ledger;

/** What an account got in a book between two cuts: how many lines, and their sum in minor units. */
public record Movement(AccountKey account, long lines, long minor) {}
