package co.kendev.spaces.messages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a channel.
 *
 * @param items in the order of their seq
 * @param next the cursor that continues in the asked direction (a seq; for changes a version), or null at the end
 */
public record Page(List<Message> items, @Nullable Long next) {}
