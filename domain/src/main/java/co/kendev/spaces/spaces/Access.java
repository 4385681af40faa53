package co.kendev.spaces.spaces;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ids.ChannelId;
import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.ids.SpaceId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Decides who may see and do what; what may not be seen does not exist for the asker. */
@Component
public class Access {
    /** How long a withdrawn right may still be honoured on another instance. */
    private static final Duration CACHED = Duration.ofSeconds(3);

    private final Tx tx;
    private final JdbcClient jdbc;
    private final Spaces spaces;
    private final Cache<ChannelKey, ChannelAccess> channels =
            Caffeine.newBuilder().expireAfterWrite(CACHED).maximumSize(20_000).build();
    private final Cache<UUID, TenantId> tenants = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofMinutes(10))
            .maximumSize(50_000)
            .build();

    Access(Tx tx, JdbcClient jdbc, Spaces spaces) {
        this.tx = tx;
        this.jdbc = jdbc;
        this.spaces = spaces;
    }

    /** What the actor may do in the channel; NOT_FOUND when they may not see it. */
    public ChannelAccess channel(Actor actor, ChannelId channel) {
        var key = new ChannelKey(actor.tenant(), actor.person(), channel);
        var known = channels.getIfPresent(key);
        if (known == null) {
            known = tx.read(actor.scope(), () -> loadChannel(actor, channel))
                    .orElseThrow(() -> DomainException.notFound("The channel"));
            channels.put(key, known);
        }
        return known;
    }

    /** What the actor may do in the space; NOT_FOUND when they are no member. */
    public SpaceAccess space(Actor actor, SpaceId space) {
        return tx.read(actor.scope(), () -> {
            var found = spaces.find(actor.tenant(), space).orElseThrow(() -> DomainException.notFound("The space"));
            var member = member(actor, space).orElseThrow(() -> DomainException.notFound("The space"));
            return new SpaceAccess(found, member.role(), member.name(), grants(space, null, member.role()));
        });
    }

    /** The channels of a space that the actor may see, in the order they are listed. */
    public List<ChannelAccess> channels(Actor actor, SpaceId space) {
        return tx.read(actor.scope(), () -> {
            var member = member(actor, space).orElseThrow(() -> DomainException.notFound("The space"));
            var whole = grants(space, null, member.role());
            return jdbc
                    .sql(Channels.SELECT + " where c.space_id = ? order by " + Channels.ORDER)
                    .param(space.value())
                    .query(Channels::read)
                    .list()
                    .stream()
                    .map(channel -> access(actor, channel, member, whole))
                    .flatMap(Optional::stream)
                    .toList();
        });
    }

    /** The tenant a channel belongs to; tells nothing else about it. */
    public TenantId tenantOf(ChannelId channel) {
        return tenantOf("select spaces.tenant_of_channel(?)", channel.value(), "The channel");
    }

    /** The tenant a space belongs to; tells nothing else about it. */
    public TenantId tenantOf(SpaceId space) {
        return tenantOf("select spaces.tenant_of_space(?)", space.value(), "The space");
    }

    /** Forgets what is cached, after rights or members changed. */
    void changed() {
        channels.invalidateAll();
    }

    private TenantId tenantOf(String sql, UUID id, String what) {
        var known = tenants.getIfPresent(id);
        if (known == null) {
            var found = tx.read(
                    Scope.NOBODY,
                    () -> jdbc.sql(sql).param(id).query(UUID.class).optional());
            known = new TenantId(found.orElseThrow(() -> DomainException.notFound(what)));
            tenants.put(id, known);
        }
        return known;
    }

    private Optional<ChannelAccess> loadChannel(Actor actor, ChannelId id) {
        return jdbc.sql(Channels.SELECT + " where c.id = ?")
                .param(id.value())
                .query(Channels::read)
                .optional()
                .flatMap(channel -> member(actor, channel.space())
                        .flatMap(member ->
                                access(actor, channel, member, grants(channel.space(), null, member.role()))));
    }

    private Optional<ChannelAccess> access(Actor actor, Channel channel, Member member, Set<Permission> whole) {
        var own = grants(channel.space(), channel.id(), member.role());
        var effective = own.isEmpty() ? whole : own;
        var seen = channel.kind() == Channel.Kind.PRIVATE
                ? isChannelMember(actor, channel.id())
                : effective.contains(Permission.VIEW);
        return seen
                ? Optional.of(new ChannelAccess(channel, member.role(), member.name(), effective))
                : Optional.empty();
    }

    private Optional<Member> member(Actor actor, SpaceId space) {
        return jdbc.sql("""
                        select person_id, display_name, role, joined_at from spaces.member
                        where space_id = ? and person_id = ?
                        """)
                .params(space.value(), actor.person().value())
                .query(Members::read)
                .optional();
    }

    private boolean isChannelMember(Actor actor, ChannelId channel) {
        return jdbc.sql("select exists (select from spaces.channel_member where channel_id = ? and person_id = ?)")
                .params(channel.value(), actor.person().value())
                .query(Boolean.class)
                .single();
    }

    private Set<Permission> grants(SpaceId space, @org.jspecify.annotations.Nullable ChannelId channel, Role role) {
        var granted = EnumSet.noneOf(Permission.class);
        jdbc.sql("""
                        select permission from spaces.permission_grant
                        where space_id = ? and channel_id is not distinct from ?::uuid and role = ?
                        """)
                .param(space.value())
                .param(channel == null ? null : channel.value())
                .param(role.word())
                .query(String.class)
                .list()
                .forEach(word -> Permission.of(word).ifPresent(granted::add));
        return granted;
    }

    private record ChannelKey(TenantId tenant, PersonId person, ChannelId channel) {}
}
