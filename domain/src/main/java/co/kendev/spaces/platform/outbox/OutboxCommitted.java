package co.kendev.spaces.platform.outbox;

import java.util.List;

/** Published after the commit of a transaction that wrote to the outbox: a first delivery may be tried at once. */
public record OutboxCommitted(List<OutboxRow> rows) {}
