package co.kendev.spaces.spaces;

import java.util.Set;

/** Names that nobody gives to a channel, because a feature has another use for them; a feature adds a bean for its own. */
public interface ReservedChannels {
    Set<String> names();
}
