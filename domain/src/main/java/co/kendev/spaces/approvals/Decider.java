package co.kendev.spaces.approvals;

import co.kendev.spaces.spaces.Role;
import org.jspecify.annotations.Nullable;

/**
 * A role that may decide.
 *
 * @param role a member's role, or {@link #OPERATOR}
 * @param limitMinor up to this amount, in the minor units of the proposal's currency; null without a limit
 */
public record Decider(String role, @Nullable Long limitMinor) {
    /** Who runs the installation, whichever business it is about. */
    public static final String OPERATOR = "operator";

    public static Decider role(Role role) {
        return new Decider(role.word(), null);
    }

    public static Decider role(Role role, long limitMinor) {
        return new Decider(role.word(), limitMinor);
    }

    public static Decider operators() {
        return new Decider(OPERATOR, null);
    }

    boolean covers(@Nullable Long minor) {
        return limitMinor == null || minor == null || minor <= limitMinor;
    }
}
