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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
            var rights = rights(actor, space).orElseThrow(() -> DomainException.notFound("The space"));
            return new SpaceAccess(
                    found, rights.member().role(), rights.member().name(), rights.everywhere());
        });
    }

    /** What somebody is in the space of a slug; empty when they are no member. */
    public Optional<Role> role(TenantId tenant, String space, PersonId person) {
        return tx.read(
                Scope.of(tenant),
                () -> jdbc.sql("""
                                select m.role from spaces.space s
                                join spaces.member m on m.tenant_id = s.tenant_id and m.space_id = s.id
                                where s.slug = ? and m.person_id = ?
                                """)
                        .params(space, person.value())
                        .query((rs, row) -> Members.role(rs))
                        .optional());
    }

    /** The channels of a space that the actor may see, in the order they are listed. */
    public List<ChannelAccess> channels(Actor actor, SpaceId space) {
        return tx.read(actor.scope(), () -> {
            var rights = rights(actor, space).orElseThrow(() -> DomainException.notFound("The space"));
            return jdbc
                    .sql(Channels.SELECT + " where c.space_id = ? order by " + Channels.ORDER)
                    .param(space.value())
                    .query(Channels::read)
                    .list()
                    .stream()
                    .map(rights::in)
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
                .flatMap(channel -> rights(actor, channel.space()).flatMap(rights -> rights.in(channel)));
    }

    private Optional<Rights> rights(Actor actor, SpaceId space) {
        return member(actor, space).map(member -> {
            var everywhere = EnumSet.noneOf(Permission.class);
            var special = new HashMap<UUID, Set<Permission>>();
            jdbc.sql("select channel_id, permission from spaces.permission_grant where space_id = ? and role = ?")
                    .params(space.value(), member.role().word())
                    .query(rs -> {
                        var channel = rs.getObject(1, UUID.class);
                        var granted = channel == null
                                ? everywhere
                                : special.computeIfAbsent(channel, id -> EnumSet.noneOf(Permission.class));
                        Permission.of(rs.getString(2)).ifPresent(granted::add);
                    });
            var admitted = jdbc.sql("""
                            select m.channel_id from spaces.channel_member m
                            join spaces.channel c on c.tenant_id = m.tenant_id and c.id = m.channel_id
                            where c.space_id = ? and m.person_id = ?
                            """)
                    .params(space.value(), actor.person().value())
                    .query((rs, row) -> rs.getObject(1, UUID.class))
                    .set();
            return new Rights(member, everywhere, special, admitted);
        });
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

    /**
     * What one member may do in a space.
     *
     * @param special what a role may do in a channel instead of everywhere
     * @param admitted the private channels whose member this is
     */
    private record Rights(
            Member member, Set<Permission> everywhere, Map<UUID, Set<Permission>> special, Set<UUID> admitted) {

        Optional<ChannelAccess> in(Channel channel) {
            var effective = special.getOrDefault(channel.id().value(), everywhere);
            var seen = channel.kind() == Channel.Kind.PRIVATE
                    ? admitted.contains(channel.id().value())
                    : effective.contains(Permission.VIEW);
            return seen
                    ? Optional.of(new ChannelAccess(channel, member.role(), member.name(), effective))
                    : Optional.empty();
        }
    }

    private record ChannelKey(TenantId tenant, PersonId person, ChannelId channel) {}
}
