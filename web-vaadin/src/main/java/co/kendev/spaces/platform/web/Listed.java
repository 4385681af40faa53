package co.kendev.spaces.platform.web;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a list.
 *
 * @param next the cursor that continues in the asked direction; null at the end
 */
public record Listed<T>(List<T> items, @Nullable Object next) {
    /**
     * A stretch of a list that is short enough to be had whole.
     *
     * @param key what an item is known by
     * @param after the key of the last item the caller has; null for none
     * @param limit as the caller sent it
     */
    public static <T> Listed<T> of(
            List<T> all, Function<T, Object> key, @Nullable String after, @Nullable Integer limit) {
        var most = limit(limit);
        var keys = all.stream().map(item -> key.apply(item).toString()).toList();
        var from = after == null ? 0 : keys.indexOf(after) + 1;
        if (after != null && from == 0) {
            var fields = new Fields();
            fields.wrong("after", "is no item of this list");
            fields.check();
        }
        var until = Math.min(all.size(), from + most);
        return new Listed<>(all.subList(from, until), until < all.size() ? keys.get(until - 1) : null);
    }

    /** Items per answer: 1 to 200, 50 unless asked otherwise. */
    public static int limit(@Nullable Integer asked) {
        if (asked == null) {
            return 50;
        }
        if (asked < 1 || asked > 200) {
            var fields = new Fields();
            fields.wrong("limit", "lies between 1 and 200");
            fields.check();
        }
        return asked;
    }
}
