package co.kendev.spaces.approvals;

import co.kendev.spaces.platform.ids.PersonId;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * As what somebody looks at the approvals of a tenant.
 *
 * @param roles theirs in its spaces, and {@link Decider#OPERATOR}
 * @param channels those they may see
 * @param everything whether they see all approvals there are
 */
record Rights(PersonId person, Set<String> roles, Set<UUID> channels, boolean everything) {
    StatementSpec given(StatementSpec statement) {
        return statement
                .param("everything", everything)
                .param("roles", roles.toArray(String[]::new))
                .param("person", person.value())
                .param("channels", channels.toArray(UUID[]::new));
    }
}
