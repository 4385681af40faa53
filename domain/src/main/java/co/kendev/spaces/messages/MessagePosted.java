package co.kendev.spaces.messages;

/** Published inside the transaction in which a message was posted. */
public record MessagePosted(Message message) {}
