package co.kendev.spaces.platform.web;

import co.kendev.spaces.platform.errors.DomainException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is wrong with a form, each sentence at its field; a sentence without a field concerns the whole form. */
public record FormErrors(List<Line> all) {
    /** One sentence, and the name of the field it belongs to; empty for none. */
    public record Line(String field, String text) {}

    public static FormErrors none() {
        return new FormErrors(List.of());
    }

    public static FormErrors of(String field, String text) {
        return new FormErrors(List.of(new Line(field, text)));
    }

    public static FormErrors of(DomainException refusal) {
        return of(Objects.requireNonNullElse(refusal.field(), ""), refusal.detail());
    }

    /** The fields of a refused request, of which a program would hear shorter words. */
    public static FormErrors of(Problem refusal) {
        return refusal.errors().isEmpty()
                ? of("", refusal.detail())
                : new FormErrors(refusal.errors().stream()
                        .map(error -> new Line(error.field(), "This " + error.detail() + ". Type it again, please."))
                        .toList());
    }

    /** The sentence at a field; null when it is right. */
    public @Nullable String at(String field) {
        return all.stream()
                .filter(line -> line.field().equals(field))
                .map(Line::text)
                .findFirst()
                .orElse(null);
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }
}
