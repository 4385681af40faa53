package co.kendev.spaces.platform.errors;

import org.jspecify.annotations.Nullable;

/** A refusal with words for the person who asked: what is wrong and what to do next. */
public final class DomainException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final @Nullable String field;

    public DomainException(ErrorCode code, String detail) {
        this(code, detail, null);
    }

    /** @param field the path of the wrong field, as the caller named it */
    public DomainException(ErrorCode code, String detail, @Nullable String field) {
        super(detail, null, false, false);
        this.code = code;
        this.field = field;
    }

    public static DomainException invalid(String field, String detail) {
        return new DomainException(ErrorCode.INVALID, detail, field);
    }

    public static DomainException notFound(String what) {
        return new DomainException(
                ErrorCode.NOT_FOUND,
                what + " does not exist, or you may not see it. Check the address, or ask for access.");
    }

    public static DomainException forbidden(String detail) {
        return new DomainException(ErrorCode.FORBIDDEN, detail);
    }

    public ErrorCode code() {
        return code;
    }

    /** What went wrong, fit for the person who asked. */
    public String detail() {
        return java.util.Objects.requireNonNull(getMessage());
    }

    public @Nullable String field() {
        return field;
    }
}
