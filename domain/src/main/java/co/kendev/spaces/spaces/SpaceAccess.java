package co.kendev.spaces.spaces;

import co.kendev.spaces.platform.errors.DomainException;
import java.util.Set;

/** What one person may do in one space; that it exists says that they are a member. */
public record SpaceAccess(Space space, Role role, String name, Set<Permission> permissions) {
    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    /** Refuses, in words, somebody without the permission. */
    public void require(Permission permission, String toDoWhat) {
        if (!may(permission)) {
            throw DomainException.forbidden(
                    "As " + role.word() + " of " + space.name() + " you may not " + toDoWhat + ". Ask the owner.");
        }
    }
}
