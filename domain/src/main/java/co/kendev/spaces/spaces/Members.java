package co.kendev.spaces.spaces;

import co.kendev.spaces.identity.People;
import co.kendev.spaces.identity.Person;
import co.kendev.spaces.identity.Tenants;
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
import java.util.Locale;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps who belongs to a space, and as what. */
@Component
public class Members {
    /** More than any list on a screen can show. */
    public static final int LISTED_MAX = 5_000;

    private final Tx tx;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final People people;
    private final Tenants tenants;
    private final Access access;
    private final ApplicationEventPublisher events;

    Members(
            Tx tx,
            JdbcClient jdbc,
            Clock clock,
            People people,
            Tenants tenants,
            Access access,
            ApplicationEventPublisher events) {
        this.tx = tx;
        this.jdbc = jdbc;
        this.clock = clock;
        this.people = people;
        this.tenants = tenants;
        this.access = access;
        this.events = events;
    }

    /** Adds a person; one who is a member already stays what they are. Returns whether they are new. */
    public boolean add(TenantId tenant, SpaceId space, Person person, Role role) {
        return tx.write(Scope.of(tenant), () -> {
            var added = jdbc.sql("""
                            insert into spaces.member (tenant_id, space_id, person_id, role, display_name, joined_at)
                            values (?, ?, ?, ?, ?, ?) on conflict do nothing
                            """)
                    .params(
                            tenant.value(),
                            space.value(),
                            person.id().value(),
                            role.word(),
                            person.name(),
                            Timestamp.from(clock.instant()))
                    .update();
            people.join(person.id(), tenant, tenants.get(tenant).slug(), role.word());
            access.changed();
            if (added == 1) {
                admitToPrivateChannels(tenant, space, person, role);
                events.publishEvent(new MemberJoined(tenant, space, person.id(), person.name(), role));
            }
            return added == 1;
        });
    }

    /** The members of a space, by role and name, the first {@link #LISTED_MAX}; for its members. */
    public List<Member> of(Actor actor, SpaceId space) {
        access.space(actor, space);
        return tx.read(
                actor.scope(),
                () -> jdbc.sql("""
                                select person_id, display_name, role, joined_at from spaces.member where space_id = ?
                                order by array_position(array['owner','admin','staff','integrator','customer'], role),
                                  lower(display_name), person_id
                                limit ?
                                """)
                        .params(space.value(), LISTED_MAX)
                        .query(Members::read)
                        .list());
    }

    /** A private channel is open to the roles that were granted it by name. */
    private void admitToPrivateChannels(TenantId tenant, SpaceId space, Person person, Role role) {
        jdbc.sql("""
                        insert into spaces.channel_member (tenant_id, channel_id, person_id, added_at)
                        select c.tenant_id, c.id, ?::uuid, ?::timestamptz from spaces.channel c
                        join spaces.permission_grant g on g.tenant_id = c.tenant_id and g.channel_id = c.id
                        where c.tenant_id = ? and c.space_id = ? and c.kind = 'private' and g.role = ? and g.permission = 'view'
                        on conflict do nothing
                        """)
                .params(
                        person.id().value(),
                        Timestamp.from(clock.instant()),
                        tenant.value(),
                        space.value(),
                        role.word())
                .update();
    }

    static Role role(ResultSet rs) throws SQLException {
        return Role.valueOf(rs.getString("role").toUpperCase(Locale.ROOT));
    }

    static Member read(ResultSet rs, int row) throws SQLException {
        return new Member(
                new PersonId(rs.getObject("person_id", UUID.class)),
                rs.getString("display_name"),
                role(rs),
                rs.getTimestamp("joined_at").toInstant());
    }
}
