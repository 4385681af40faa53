package co.kendev.spaces.spaces;

import co.kendev.spaces.platform.errors.DomainException;
import java.util.Set;

/** What one person may do in one channel; that it exists says that they may see it. */
public record ChannelAccess(Channel channel, Role role, String name, Set<Permission> permissions) {
    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    /** Whether the person may write here. */
    public boolean mayPost() {
        return channel.kind() == Channel.Kind.ANNOUNCEMENT ? may(Permission.ANNOUNCE) : may(Permission.POST);
    }

    /** Refuses, in words, somebody who may only read. */
    public void requirePost() {
        if (!mayPost()) {
            throw DomainException.forbidden(
                    channel.kind() == Channel.Kind.ANNOUNCEMENT
                            ? "Only the owner and those who may announce write in #" + channel.name()
                                    + ". You can read along."
                            : "You may read #" + channel.name() + ", but not write in it. Ask the owner for access.");
        }
    }
}
