package co.kendev.spaces.platform.errors;

/** Why a request was refused; each way in maps every code to its own protocol. */
public enum ErrorCode {
    /** The input breaks a rule; {@link DomainException#field()} names where. */
    INVALID,
    /** It does not exist, or may not be seen, which is the same to the asker. */
    NOT_FOUND,
    /** It may be seen, but not done. */
    FORBIDDEN,
    /** Nobody is logged in, or the credentials are wrong. */
    UNAUTHENTICATED,
    /** It collides with what is there already. */
    CONFLICT,
    /** It was changed by somebody else in the meantime. */
    STALE,
    /** It existed and is over. */
    GONE,
    /** Larger than the limit. */
    TOO_LARGE,
    /** More often than the limit. */
    TOO_MANY,
    /** A part of the system is away; the same request may succeed later. */
    UNAVAILABLE
}
