package co.kendev.spaces.platform.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a list.
 *
 * @param next the cursor that continues in the asked direction; null at the end
 */
public record Listed<T>(List<T> items, @Nullable Object next) {
    /** A list that has only one stretch. */
    public static <T> Listed<T> all(List<T> items) {
        return new Listed<>(items, null);
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
