package co.kendev.spaces.ledger;

import java.time.Instant;
import java.util.UUID;

/** A transaction in a book, and when it took effect. */
public record Dated(UUID id, Instant effectiveAt) {}
