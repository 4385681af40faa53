package co.kendev.spaces.revenue;

import co.kendev.spaces.platform.ids.ChannelId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.spaces.Channel;
import co.kendev.spaces.spaces.Channels;
import co.kendev.spaces.spaces.Permission;
import co.kendev.spaces.spaces.ReservedChannels;
import co.kendev.spaces.spaces.Role;
import co.kendev.spaces.spaces.Space;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The channel in which the facts of money are said: #finance, for the owner and the admins. */
@Component
public class FinanceChannel implements ReservedChannels {
    /** The second for spaces in which the first is open to others. */
    private static final List<String> NAMES = List.of("finance", "finance-books");
    /** It would be hidden behind the page of that name. */
    private static final String PAGE = "revenue";

    private static final String TOPIC = "Every sale, refund and month, to the cent. Ask any number why.";

    private final Tx tx;
    private final Channels channels;
    private final Tellers tellers;
    private final Cache<TenantId, Place> places = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    FinanceChannel(Tx tx, Channels channels, Tellers tellers) {
        this.tx = tx;
        this.channels = channels;
        this.tellers = tellers;
    }

    @Override
    public Set<String> names() {
        return Stream.concat(NAMES.stream(), Stream.of(PAGE)).collect(Collectors.toUnmodifiableSet());
    }

    /** Which channel it is; empty before the first word about money. */
    public Optional<ChannelId> find(TenantId tenant) {
        var known = places.getIfPresent(tenant);
        if (known != null) {
            return Optional.of(known.channel().id());
        }
        var space = tellers.space(tenant).id();
        return NAMES.stream()
                .flatMap(name -> channels.find(tenant, space, name).stream())
                .filter(channel -> channel.kind() == Channel.Kind.PRIVATE)
                .findFirst()
                .map(Channel::id);
    }

    /** The tenant's finance channel, opened if it is not there, in the transaction that is open. */
    Place of(TenantId tenant) {
        var known = places.getIfPresent(tenant);
        if (known != null) {
            return known;
        }
        var space = tellers.space(tenant);
        for (var name : NAMES) {
            var found = channels.find(tenant, space.id(), name);
            if (found.isEmpty()) {
                return new Place(space, open(tenant, space, name));
            }
            if (found.get().kind() == Channel.Kind.PRIVATE) {
                var place = new Place(space, found.get());
                // until then it may have been opened by this transaction, and be rolled back with it
                tx.afterCommit(() -> places.put(tenant, place));
                return place;
            }
        }
        throw new IllegalStateException("no channel of " + space.slug() + " is for its owner and admins alone");
    }

    private Channel open(TenantId tenant, Space space, String name) {
        channels.addAll(
                tenant,
                space.id(),
                List.of(),
                List.of(new Channels.NewChannel(name, Channel.Kind.PRIVATE, TOPIC, null)));
        var channel = channels.find(tenant, space.id(), name).orElseThrow();
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
