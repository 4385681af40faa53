package co.kendev.spaces.agents;

import co.kendev.spaces.platform.ids.ChannelId;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.SpaceId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.spaces.Access;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the AI partners of a space. */
@Component
public class Agents {
    private static final String SELECT = """
            select a.id, a.space_id, a.slug, a.name, a.purpose, a.provider, p.text as persona, p.version as persona_version
            from agents.agent a
            join lateral (
              select text, version from agents.persona
              where tenant_id = a.tenant_id and agent_id = a.id order by version desc limit 1) p on true
            """;

    private final Tx tx;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Access access;

    Agents(Tx tx, JdbcClient jdbc, Clock clock, Access access) {
        this.tx = tx;
        this.jdbc = jdbc;
        this.clock = clock;
        this.access = access;
    }

    /** Adds an agent with the first version of its persona; one of the same slug stays as it is. */
    public Agent add(
            TenantId tenant,
            SpaceId space,
            String slug,
            String name,
            Purpose purpose,
            Provider provider,
            String persona) {
        return tx.write(Scope.of(tenant), () -> {
            var id = Ids.next();
            var now = Timestamp.from(clock.instant());
            var added = jdbc.sql("""
                            insert into agents.agent (tenant_id, id, space_id, slug, name, purpose, provider, created_at)
                            values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (tenant_id, space_id, slug) do nothing
                            """)
                    .params(tenant.value(), id, space.value(), slug, name, purpose.word(), provider.word(), now)
                    .update();
            if (added == 1) {
                jdbc.sql("""
                                insert into agents.persona (tenant_id, agent_id, version, text, created_at)
                                values (?, ?, 1, ?, ?)
                                """).params(tenant.value(), id, persona, now).update();
            }
            return find(tenant, space, slug).orElseThrow();
        });
    }

    /** Lets an agent take part in channels; twice is the same. */
    public void admit(TenantId tenant, AgentId agent, Collection<ChannelId> channels) {
        tx.write(Scope.of(tenant), () -> {
            jdbc.sql("""
                            insert into agents.agent_channel (tenant_id, agent_id, channel_id)
                            select ?, ?, unnest(?::uuid[]) on conflict do nothing
                            """)
                    .param(tenant.value())
                    .param(agent.value())
                    .param(channels.stream().map(ChannelId::value).toArray(UUID[]::new))
                    .update();
        });
    }

    /** All agents of a space, whoever asks; for the tenant's own processes. */
    public List<Agent> all(TenantId tenant, SpaceId space) {
        return tx.read(
                Scope.of(tenant),
                () -> jdbc.sql(SELECT + "where a.space_id = ? order by a.name")
                        .param(space.value())
                        .query(Agents::read)
                        .list());
    }

    private Optional<Agent> find(TenantId tenant, SpaceId space, String slug) {
        return tx.read(
                Scope.of(tenant),
                () -> jdbc.sql(SELECT + "where a.space_id = ? and a.slug = ?")
                        .params(space.value(), slug)
                        .query(Agents::read)
                        .optional());
    }

    /** The agents of a space, by name; for its members. */
    public List<Agent> of(Actor actor, SpaceId space) {
        access.space(actor, space);
        return all(actor.tenant(), space);
    }

    /** Removes all agents of a space. */
    public void removeAll(TenantId tenant, SpaceId space) {
        tx.write(Scope.of(tenant), () -> {
            jdbc.sql("delete from agents.agent where space_id = ?")
                    .param(space.value())
                    .update();
        });
    }

    private static Agent read(ResultSet rs, int row) throws SQLException {
        return new Agent(
                new AgentId(rs.getObject("id", UUID.class)),
                new SpaceId(rs.getObject("space_id", UUID.class)),
                rs.getString("slug"),
                rs.getString("name"),
                Purpose.of(rs.getString("purpose")).orElseThrow(),
                Provider.of(rs.getString("provider")).orElseThrow(),
                rs.getString("persona"),
                rs.getInt("persona_version"));
    }
}
