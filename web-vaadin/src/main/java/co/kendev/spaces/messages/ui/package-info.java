/** The shell around a conversation, and the conversation itself. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.messages.ui;
