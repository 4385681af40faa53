package co.kendev.spaces.spaces;

import co.kendev.spaces.identity.Names;
import co.kendev.spaces.identity.People;
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
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Keeps the spaces of a tenant. */
@Component
public class Spaces {
    private static final int NAME_MAX = 80;
    private static final int DESCRIPTION_MAX = 500;
    private static final String SELECT =
            "select s.id, s.tenant_id, s.slug, s.name, s.description, s.brand from spaces.space s";

    private final Tx tx;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final People people;
    private final ApplicationEventPublisher events;

    Spaces(Tx tx, JdbcClient jdbc, JsonMapper json, Clock clock, People people, ApplicationEventPublisher events) {
        this.tx = tx;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.people = people;
        this.events = events;
    }

    /** Adds a space, or leaves the one that has its id. */
    public void add(Space space) {
        tx.write(Scope.of(space.tenant()), () -> {
            jdbc.sql("""
                            insert into spaces.space (tenant_id, id, slug, name, description, brand, created_at)
                            values (?, ?, ?, ?, ?, ?::jsonb, ?) on conflict do nothing
                            """)
                    .params(
                            space.tenant().value(),
                            space.id().value(),
                            space.slug(),
                            space.name(),
                            space.description(),
                            json.writeValueAsString(space.brand()),
                            Timestamp.from(clock.instant()))
                    .update();
        });
    }

    /** The space of this id in the tenant, whoever asks. */
    public Optional<Space> find(TenantId tenant, SpaceId id) {
        return tx.read(
                Scope.of(tenant),
                () -> jdbc.sql(SELECT + " where s.id = ?")
                        .param(id.value())
                        .query(this::read)
                        .optional());
    }

    /** The space of this slug in the tenant, whoever asks. */
    public Optional<Space> find(TenantId tenant, String slug) {
        return tx.read(
                Scope.of(tenant),
                () -> jdbc.sql(SELECT + " where s.slug = ?")
                        .param(slug)
                        .query(this::read)
                        .optional());
    }

    /** The spaces of the actor's tenant in which the actor is a member. */
    public List<Space> of(Actor actor) {
        return tx.read(
                actor.scope(),
                () -> jdbc.sql(SELECT + """
                                 join spaces.member m on m.tenant_id = s.tenant_id and m.space_id = s.id
                                where m.person_id = ? order by s.created_at, s.slug
                                """)
                        .param(actor.person().value())
                        .query(this::read)
                        .list());
    }

    /** The spaces of a person in all their tenants: the rail. */
    public List<Space> of(PersonId person) {
        return people.memberships(person).stream()
                .flatMap(membership -> of(new Actor(person, membership.tenant(), "", false)).stream())
                .toList();
    }

    /** Changes name, description and brand; for those who may manage the space. */
    public Space rebrand(SpaceAccess access, Actor actor, String name, String description, Brand brand) {
        access.require(Permission.MANAGE_SPACE, "change its look");
        var shownName = Names.parse(name, "name", NAME_MAX);
        var shownDescription = description.isBlank() ? "" : Names.parse(description, "description", DESCRIPTION_MAX);

        return tx.write(actor.scope(), () -> {
            jdbc.sql("update spaces.space set name = ?, description = ?, brand = ?::jsonb where id = ?")
                    .params(
                            shownName,
                            shownDescription,
                            json.writeValueAsString(brand),
                            access.space().id().value())
                    .update();
            events.publishEvent(new SpaceBranded(actor, access.space().id()));
            return find(actor.tenant(), access.space().id()).orElseThrow();
        });
    }

    /** Removes a space with everything in it; removing it twice is the same. */
    public void remove(TenantId tenant, SpaceId id) {
        tx.write(Scope.of(tenant), () -> {
            jdbc.sql("delete from spaces.space where id = ?").param(id.value()).update();
        });
    }

    private Space read(ResultSet rs, int row) throws SQLException {
        return new Space(
                new SpaceId(rs.getObject("id", UUID.class)),
                new TenantId(rs.getObject("tenant_id", UUID.class)),
                rs.getString("slug"),
                rs.getString("name"),
                rs.getString("description"),
                json.readValue(rs.getString("brand"), Brand.class));
    }
}
