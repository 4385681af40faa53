package co.kendev.spaces.platform.web;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as RFC 9457 has it.
 *
 * @param type stable, relative to the product's own address; what a program should decide by
 * @param detail words for the person who asked
 * @param instance the path that was asked for
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String instance,
        List<FieldError> errors) {

    /** One wrong field of the request. */
    public record FieldError(String field, String detail) {}

    /** Every kind of problem this product answers with. */
    public enum Kind {
        MALFORMED("malformed", 400, "The request cannot be read"),
        UNAUTHENTICATED("unauthenticated", 401, "Not logged in"),
        FORBIDDEN("forbidden", 403, "Not allowed"),
        CSRF("csrf", 403, "The anti-forgery token is missing or old"),
        NOT_FOUND("not-found", 404, "Not found"),
        METHOD_NOT_ALLOWED("method-not-allowed", 405, "This method is not offered here"),
        NOT_ACCEPTABLE("not-acceptable", 406, "No such representation"),
        CONFLICT("conflict", 409, "In conflict with what exists"),
        GONE("gone", 410, "It is over"),
        STALE("stale", 412, "Changed in the meantime"),
        TOO_LARGE("too-large", 413, "Too large"),
        UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "This content type is not read here"),
        INVALID("invalid", 422, "Some fields are wrong"),
        TOO_MANY("too-many-requests", 429, "Too often"),
        INTERNAL("internal", 500, "Our fault"),
        UNAVAILABLE("unavailable", 503, "Temporarily away");

        private final String slug;
        private final int status;
        private final String title;

        Kind(String slug, int status, String title) {
            this.slug = slug;
            this.status = status;
            this.title = title;
        }

        public int status() {
            return status;
        }

        public Problem because(String detail) {
            return new Problem("/problems/" + slug, title, status, detail, null, List.of());
        }

        public Problem because(String detail, List<FieldError> errors) {
            return new Problem("/problems/" + slug, title, status, detail, null, errors);
        }

        static Kind of(ErrorCode code) {
            return switch (code) {
                case INVALID -> INVALID;
                case NOT_FOUND -> NOT_FOUND;
                case FORBIDDEN -> FORBIDDEN;
                case UNAUTHENTICATED -> UNAUTHENTICATED;
                case CONFLICT -> CONFLICT;
                case STALE -> STALE;
                case GONE -> GONE;
                case TOO_LARGE -> TOO_LARGE;
                case TOO_MANY -> TOO_MANY;
                case UNAVAILABLE -> UNAVAILABLE;
            };
        }

        /** What may be said when nothing is known but the status. */
        String hint() {
            return title + ".";
        }

        /** The kind that belongs to a bare status of the container. */
        static Kind of(int status) {
            for (var kind : values()) {
                if (kind.status == status) {
                    return kind;
                }
            }
            return status >= 500 ? INTERNAL : MALFORMED;
        }
    }

    /** The refusal of a use case, as a problem. */
    public static Problem of(DomainException refusal) {
        var field = refusal.field();
        return Kind.of(refusal.code())
                .because(
                        refusal.detail(), field == null ? List.of() : List.of(new FieldError(field, refusal.detail())));
    }

    Problem withStatus(int exact) {
        return new Problem(type, title, exact, detail, instance, errors);
    }

    Problem at(String path) {
        return new Problem(type, title, status, detail, path, errors);
    }
}
