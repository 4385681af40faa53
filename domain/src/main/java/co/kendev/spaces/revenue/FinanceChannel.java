package co.kendev.spaces.revenue;

import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.spaces.Channel;
import co.kendev.spaces.spaces.Channels;
import co.kendev.spaces.spaces.Permission;
import co.kendev.spaces.spaces.Role;
import co.kendev.spaces.spaces.Space;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.springframework.stereotype.Component;

/** The channel in which the facts of money are said: #finance, for the owner and the admins. */
@Component
class FinanceChannel {
    static final String NAME = "finance";
    private static final String TOPIC = "Every sale, refund and month, to the cent. Ask any number why.";

    private final Channels channels;
    private final Tellers tellers;
    private final Cache<TenantId, Place> places = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    FinanceChannel(Channels channels, Tellers tellers) {
        this.channels = channels;
        this.tellers = tellers;
    }

    /** The tenant's finance channel, opened if it is not there, in the transaction that is open. */
    Place of(TenantId tenant) {
        var known = places.getIfPresent(tenant);
        if (known != null) {
            return known;
        }
        var space = tellers.space(tenant);
        var found = channels.find(tenant, space.id(), NAME);
        if (found.isPresent()) {
            var place = new Place(space, found.get());
            places.put(tenant, place);
            return place;
        }
        // not kept: it may yet be rolled back
        return new Place(space, open(tenant, space));
    }

    private Channel open(TenantId tenant, Space space) {
        channels.addAll(
                tenant,
                space.id(),
                List.of(),
                List.of(new Channels.NewChannel(NAME, Channel.Kind.PRIVATE, TOPIC, null)));
        var channel = channels.find(tenant, space.id(), NAME).orElseThrow();
        var all = EnumSet.of(Permission.VIEW, Permission.POST);
        channels.grantAll(
                tenant,
                space.id(),
                List.of(
                        new Channels.Grant(channel.id(), Role.OWNER, all),
                        new Channels.Grant(channel.id(), Role.ADMIN, all)));
        channels.admitGranted(tenant, channel.id());
        return channel;
    }

    /** Where to say something about money. */
    record Place(Space space, Channel channel) {}
}
