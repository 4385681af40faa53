package co.kendev.spaces.spaces;

import co.kendev.spaces.platform.errors.DomainException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a member is in a space; what that allows is data ({@code spaces.permission_grant}). */
public enum Role {
    OWNER,
    ADMIN,
    STAFF,
    CUSTOMER,
    INTEGRATOR;

    /** The role as interfaces write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a role as interfaces write it; a refusal names the field. */
    public static Role parse(String word, String field) {
        return Arrays.stream(values())
                .filter(role -> role.word().equals(word))
                .findFirst()
                .orElseThrow(() -> DomainException.invalid(
                        field,
                        "The role is one of "
                                + Arrays.stream(values()).map(Role::word).collect(Collectors.joining(", ")) + "."));
    }
}
