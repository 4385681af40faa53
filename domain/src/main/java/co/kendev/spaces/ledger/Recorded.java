package co.kendev.spaces.ledger;

import java.util.UUID;

/**
 * A transaction that stands in the book.
 *
 * @param created false when it stood there already
 */
public record Recorded(UUID id, boolean created) {}
