package co.kendev.spaces.platform.web;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with the fields of one request, so that the caller hears of all of it at once. */
public final class Fields {
    private final List<Problem.FieldError> errors = new ArrayList<>();

    /** The text, which must be there and not blank. */
    public String text(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            wrong(field, "is required");
            return "";
        }
        return value;
    }

    /** One of the enum's constants in lower case, or null when the field is absent. */
    public <E extends Enum<E>> @Nullable E choice(String field, @Nullable String value, Collection<E> allowed) {
        if (value == null) {
            return null;
        }
        for (var candidate : allowed) {
            if (candidate.name().toLowerCase(Locale.ROOT).equals(value)) {
                return candidate;
            }
        }
        wrong(
                field,
                "is one of "
                        + String.join(
                                ", ",
                                allowed.stream()
                                        .map(c -> c.name().toLowerCase(Locale.ROOT))
                                        .toList()));
        return null;
    }

    public void wrong(String field, String detail) {
        errors.add(new Problem.FieldError(field, detail));
    }

    /** @throws RequestRefused with everything that was wrong, if anything was */
    public void check() {
        if (!errors.isEmpty()) {
            throw new RequestRefused(Problem.Kind.INVALID.because(
                    errors.size() == 1
                            ? errors.getFirst().field() + " "
                                    + errors.getFirst().detail() + "."
                            : errors.size() + " fields are wrong.",
                    List.copyOf(errors)));
        }
    }
}
