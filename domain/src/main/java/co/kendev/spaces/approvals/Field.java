package co.kendev.spaces.approvals;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something of a proposal that who decides may change.
 *
 * @param name as in the edits
 * @param value as it is proposed, in the way it is typed; a day as in {@code 2026-12-01}
 * @param min the first day that may be chosen
 * @param options of a choice
 */
public record Field(
        String name,
        String label,
        Kind kind,
        String value,
        @Nullable String min,
        @Nullable String hint,
        List<Option> options) {
    public Field {
        options = List.copyOf(options);
    }

    public static Field text(String name, String label, String value) {
        return new Field(name, label, Kind.TEXT, value, null, null, List.of());
    }

    public static Field number(String name, String label, long value, @Nullable String hint) {
        return new Field(name, label, Kind.NUMBER, Long.toString(value), null, hint, List.of());
    }

    /** A day, the one that is proposed or a later one. */
    public static Field date(String name, String label, LocalDate value, String hint) {
        return new Field(name, label, Kind.DATE, value.toString(), value.toString(), hint, List.of());
    }

    public static Field choice(String name, String label, String value, List<Option> options) {
        return new Field(name, label, Kind.CHOICE, value, null, null, options);
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
