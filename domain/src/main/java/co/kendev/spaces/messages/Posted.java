package co.kendev.spaces.messages;

/** The outcome of posting: the message, and whether this call made it or found it from an earlier one. */
public record Posted(Message message, boolean created) {}
