package co.kendev.spaces.spaces;

import co.kendev.spaces.identity.Names;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.ids.ChannelId;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.ids.SpaceId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the channels of a space, grouped in categories, and the permissions that are special to one. */
@Component
public class Channels {
    static final String SELECT = """
            select c.id, c.space_id, c.name, c.kind, c.topic, coalesce(g.name, '') as category, c.position
            from spaces.channel c left join spaces.category g on g.tenant_id = c.tenant_id and g.id = c.category_id
            """;
    static final String ORDER = "coalesce(g.position, -1), c.position, c.name";
    private static final Pattern NAME =
            Pattern.compile("[\\p{Ll}\\p{Lo}\\p{Nd}](?:[\\p{Ll}\\p{Lo}\\p{Nd}]|-(?!-)){0,38}[\\p{Ll}\\p{Lo}\\p{Nd}]?");
    private static final int TOPIC_MAX = 250;
    private static final int CATEGORY_MAX = 60;

    private final Tx tx;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Access access;
    private final ObjectProvider<ReservedChannels> reserved;

    Channels(Tx tx, JdbcClient jdbc, Clock clock, Access access, ObjectProvider<ReservedChannels> reserved) {
        this.tx = tx;
        this.jdbc = jdbc;
        this.clock = clock;
        this.access = access;
        this.reserved = reserved;
    }

    /** The category of this name, added if the space has none. */
    private UUID category(TenantId tenant, SpaceId space, String name, int position) {
        return tx.write(Scope.of(tenant), () -> {
            jdbc.sql("""
                            insert into spaces.category (tenant_id, id, space_id, name, position)
                            values (?, ?, ?, ?, ?) on conflict (tenant_id, space_id, name) do nothing
                            """)
                    .params(tenant.value(), Ids.next(), space.value(), name, position)
                    .update();
            return jdbc.sql("select id from spaces.category where space_id = ? and name = ?")
                    .params(space.value(), name)
                    .query(UUID.class)
                    .single();
        });
    }

    /**
     * Adds categories and channels in the order given, for the tenant itself; what is there under its name stays as it is.
     *
     * @param categories names, in the order they are listed
     */
    public void addAll(TenantId tenant, SpaceId space, List<String> categories, List<NewChannel> wanted) {
        tx.write(Scope.of(tenant), () -> {
            jdbc.sql("""
                            insert into spaces.category (tenant_id, id, space_id, name, position)
                            select ?, c.id, ?, c.name, c.position
                            from unnest(?::uuid[], ?::text[], ?::integer[]) as c (id, name, position)
                            on conflict (tenant_id, space_id, name) do nothing
                            """)
                    .param(tenant.value())
                    .param(space.value())
                    .param(ids(categories.size()))
                    .param(categories.toArray(String[]::new))
                    .param(positions(categories.size()))
                    .update();
            jdbc.sql("""
                            insert into spaces.channel
                              (tenant_id, id, space_id, category_id, name, kind, topic, position, created_at)
                            select ?, c.id, ?, g.id, c.name, c.kind, c.topic, c.position, ?
                            from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::integer[])
                              as c (id, name, kind, topic, category, position)
                            left join spaces.category g on g.space_id = ? and g.name = c.category
                            on conflict (tenant_id, space_id, name) do nothing
                            """)
                    .param(tenant.value())
                    .param(space.value())
                    .param(Timestamp.from(clock.instant()))
                    .param(ids(wanted.size()))
                    .param(texts(wanted, NewChannel::name))
                    .param(texts(wanted, channel -> channel.kind().word()))
                    .param(texts(wanted, NewChannel::topic))
                    .param(texts(wanted, NewChannel::category))
                    .param(positions(wanted.size()))
                    .param(space.value())
                    .update();
        });
    }

    private static UUID[] ids(int count) {
        return Stream.generate(Ids::next).limit(count).toArray(UUID[]::new);
    }

    private static Integer[] positions(int count) {
        return IntStream.range(0, count).boxed().toArray(Integer[]::new);
    }

    private static <T> @Nullable String[] texts(List<T> items, Function<T, @Nullable String> text) {
        return items.stream().map(text).toArray(String[]::new);
    }

    /** Adds a channel for a person who may manage channels; CONFLICT when the name is taken, INVALID when it is reserved. */
    public Channel create(Actor actor, SpaceAccess in, String name, Channel.Kind kind, String topic, String category) {
        in.require(Permission.MANAGE_CHANNELS, "add channels");
        if (!NAME.matcher(name).matches()) {
            throw DomainException.invalid(
                    "name", "A channel's name has up to 40 lower-case letters, digits and single hyphens.");
        }
        if (reserved.stream().anyMatch(feature -> feature.names().contains(name))) {
            throw DomainException.invalid("name", "The name #" + name + " is reserved. Choose another name.");
        }
        var about = topic.isBlank() ? "" : Names.parse(topic, "topic", TOPIC_MAX);
        var heading = category.isBlank() ? "" : Names.parse(category, "category", CATEGORY_MAX);

        return tx.write(actor.scope(), () -> {
            var space = in.space().id();
            var group = heading.isEmpty() ? null : category(actor.tenant(), space, heading, 100);
            if (insert(actor.tenant(), space, name, kind, about, group, 100) == 0) {
                throw new DomainException(
                        ErrorCode.CONFLICT, "There is a channel #" + name + " already. Choose another name.", "name");
            }
            var channel = find(actor.tenant(), space, name).orElseThrow();
            if (kind == Channel.Kind.PRIVATE) {
                admit(actor.tenant(), channel.id(), actor.person());
            }
            return channel;
        });
    }

    public Optional<Channel> find(TenantId tenant, SpaceId space, String name) {
        return tx.read(
                Scope.of(tenant),
                () -> jdbc.sql(SELECT + " where c.space_id = ? and c.name = ?")
                        .params(space.value(), name)
                        .query(Channels::read)
                        .optional());
    }

    /** The channels that everybody of a role may see, whoever asks; private ones are for their members alone. */
    public List<Channel> openTo(TenantId tenant, SpaceId space, Role role) {
        return tx.read(
                Scope.of(tenant),
                () -> jdbc.sql(SELECT + """
                                 where c.space_id = ? and c.kind <> 'private' and exists (
                                  select from spaces.permission_grant p
                                  where p.space_id = c.space_id and p.role = ? and p.permission = 'view'
                                    and (p.channel_id = c.id or p.channel_id is null and not exists (
                                      select from spaces.permission_grant o
                                      where o.space_id = c.space_id and o.channel_id = c.id and o.role = p.role)))
                                order by \
                                """ + ORDER)
                        .params(space.value(), role.word())
                        .query(Channels::read)
                        .list());
    }

    /** All channels of a space, whoever asks; for the tenant's own processes. */
    public List<Channel> all(TenantId tenant, SpaceId space) {
        return tx.read(
                Scope.of(tenant),
                () -> jdbc.sql(SELECT + " where c.space_id = ? order by " + ORDER)
                        .param(space.value())
                        .query(Channels::read)
                        .list());
    }

    /** Lets a person into a private channel; twice is the same. */
    public void admit(TenantId tenant, ChannelId channel, PersonId person) {
        tx.write(Scope.of(tenant), () -> {
            jdbc.sql("""
                            insert into spaces.channel_member (tenant_id, channel_id, person_id, added_at)
                            values (?, ?, ?, ?) on conflict do nothing
                            """)
                    .params(tenant.value(), channel.value(), person.value(), Timestamp.from(clock.instant()))
                    .update();
            access.changed();
        });
    }

    /** Lets everybody into a private channel whose role was granted it by name; twice is the same. */
    public void admitGranted(TenantId tenant, ChannelId channel) {
        tx.write(Scope.of(tenant), () -> {
            jdbc.sql("""
                            insert into spaces.channel_member (tenant_id, channel_id, person_id, added_at)
                            select c.tenant_id, c.id, m.person_id, ?::timestamptz from spaces.channel c
                            join spaces.permission_grant g on g.tenant_id = c.tenant_id and g.channel_id = c.id
                            join spaces.member m
                              on m.tenant_id = c.tenant_id and m.space_id = c.space_id and m.role = g.role
                            where c.tenant_id = ? and c.id = ? and g.permission = 'view'
                            on conflict do nothing
                            """)
                    .params(Timestamp.from(clock.instant()), tenant.value(), channel.value())
                    .update();
            access.changed();
        });
    }

    /** Gives all of these grants; what was given before stays given. */
    public void grantAll(TenantId tenant, SpaceId space, List<Grant> grants) {
        tx.write(Scope.of(tenant), () -> {
            var rows = grants.stream()
                    .flatMap(grant -> grant.permissions().stream().map(permission -> new String[] {
                        grant.channel() == null ? null : grant.channel().toString(),
                        grant.role().word(),
                        permission.word()
                    }))
                    .toList();
            jdbc.sql("""
                            insert into spaces.permission_grant (tenant_id, space_id, channel_id, role, permission)
                            select ?, ?, g.channel::uuid, g.role, g.permission
                            from unnest(?::text[], ?::text[], ?::text[]) as g (channel, role, permission)
                            on conflict do nothing
                            """)
                    .param(tenant.value())
                    .param(space.value())
                    .param(texts(rows, row -> row[0]))
                    .param(texts(rows, row -> row[1]))
                    .param(texts(rows, row -> row[2]))
                    .update();
            access.changed();
        });
    }

    /** Removes all channels of a space, with what was said in them, and their categories. */
    public void removeAll(TenantId tenant, SpaceId space) {
        tx.write(Scope.of(tenant), () -> {
            jdbc.sql("delete from spaces.channel where space_id = ?")
                    .param(space.value())
                    .update();
            jdbc.sql("delete from spaces.category where space_id = ?")
                    .param(space.value())
                    .update();
            access.changed();
        });
    }

    /** Takes every permission in a space back. */
    public void revokeAll(TenantId tenant, SpaceId space) {
        tx.write(Scope.of(tenant), () -> {
            jdbc.sql("delete from spaces.permission_grant where space_id = ?")
                    .param(space.value())
                    .update();
            access.changed();
        });
    }

    /** A channel to be added, in a category of that name. */
    public record NewChannel(
            String name,
            Channel.Kind kind,
            String topic,
            @Nullable String category) {}

    /** What a role may do in the whole space, or, with a channel, instead of that in the channel. */
    public record Grant(@Nullable ChannelId channel, Role role, Set<Permission> permissions) {}

    private int insert(
            TenantId tenant,
            SpaceId space,
            String name,
            Channel.Kind kind,
            String topic,
            @Nullable UUID category,
            int position) {
        return jdbc.sql("""
                        insert into spaces.channel
                          (tenant_id, id, space_id, category_id, name, kind, topic, position, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (tenant_id, space_id, name) do nothing
                        """)
                .param(tenant.value())
                .param(Ids.next())
                .param(space.value())
                .param(category)
                .param(name)
                .param(kind.word())
                .param(topic)
                .param(position)
                .param(Timestamp.from(clock.instant()))
                .update();
    }

    static Channel read(ResultSet rs, int row) throws SQLException {
        return new Channel(
                new ChannelId(rs.getObject("id", UUID.class)),
                new SpaceId(rs.getObject("space_id", UUID.class)),
                rs.getString("name"),
                Channel.Kind.of(rs.getString("kind")),
                rs.getString("topic"),
                rs.getString("category"),
                rs.getInt("position"));
    }
}
