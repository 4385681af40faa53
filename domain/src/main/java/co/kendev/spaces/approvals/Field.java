package co.kendev.spaces.approvals;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something of a proposal that who decides may change.
 *
 * @param name as in the edits
 * @param value as it is proposed, in the way it is typed
 * @param options of a choice
 */
public record Field(
        String name,
        String label,
        Kind kind,
        String value,
        @Nullable String hint,
        List<Option> options) {
    public Field {
        options = List.copyOf(options);
    }

    public static Field text(String name, String label, String value) {
        return new Field(name, label, Kind.TEXT, value, null, List.of());
    }

    public static Field number(String name, String label, long value, @Nullable String hint) {
        return new Field(name, label, Kind.NUMBER, Long.toString(value), hint, List.of());
    }

    public static Field date(String name, String label, String value) {
        return new Field(name, label, Kind.DATE, value, null, List.of());
    }

    public static Field choice(String name, String label, String value, List<Option> options) {
        return new Field(name, label, Kind.CHOICE, value, null, options);
    }

    /** How it is typed. */
    public enum Kind {
        TEXT,
        NUMBER,
        DATE,
        CHOICE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One of the values of a choice. */
    public record Option(String value, String label) {}
}
