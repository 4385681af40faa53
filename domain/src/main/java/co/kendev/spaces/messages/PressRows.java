package co.kendev.spaces.messages;

import co.kendev.spaces.platform.ids.MessageId;
import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.tenancy.Actor;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The SQL of presses; every method runs in the transaction that is open. */
@Component
class PressRows {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    PressRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Claims a revision of a block; false when somebody has it, for which this waits while they are not sure yet. */
    boolean claim(Claim claim, Instant at) {
        return jdbc.sql("""
                        insert into messages.press
                          (tenant_id, message_id, block, revision, person_id, person_name, action, form, pressed_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?) on conflict do nothing
                        """)
                        .params(
                                claim.actor().tenant().value(),
                                claim.message().value(),
                                claim.block(),
                                claim.revision(),
                                claim.actor().person().value(),
                                claim.name(),
                                claim.action(),
                                json.writeValueAsString(claim.values()),
                                Timestamp.from(at))
                        .update()
                == 1;
    }

    /** Who has the revision that could not be claimed. */
    Winner winner(Claim late) {
        return jdbc.sql("""
                        select person_id, person_name, action, pressed_at,
                          person_id = ? and action = ? and form = ?::jsonb as same
                        from messages.press where message_id = ? and block = ? and revision = ?
                        """)
                .params(
                        late.actor().person().value(),
                        late.action(),
                        json.writeValueAsString(late.values()),
                        late.message().value(),
                        late.block(),
                        late.revision())
                .query((rs, row) -> new Winner(
                        new PersonId(rs.getObject("person_id", UUID.class)),
                        rs.getString("person_name"),
                        rs.getString("action"),
                        rs.getTimestamp("pressed_at").toInstant(),
                        rs.getBoolean("same")))
                .single();
    }

    /** Somebody wants to press a block as it is at a revision. */
    record Claim(
            Actor actor, String name, MessageId message, String block, int revision, String action, JsonNode values) {}

    /**
     * The press that decided.
     *
     * @param same whether it is the very press that came late: same person, action and values
     */
    record Winner(PersonId person, String name, String action, Instant at, boolean same) {}
}
