package co.kendev.spaces.approvals;

import co.kendev.spaces.platform.ids.ChannelId;
import co.kendev.spaces.platform.ids.SpaceId;

/** The channel in which a proposal is shown. */
public record Place(SpaceId space, ChannelId channel) {}
