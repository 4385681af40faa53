package co.kendev.spaces.identity;

import co.kendev.spaces.platform.ids.Ids;
import java.sql.Timestamp;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes operators; only the owner of the database can, which is what keeps everybody else from it. */
@Component
public class Operators {
    private final DataSource owner;
    private final Passwords passwords;
    private final Clock clock;

    Operators(@Qualifier("owner") DataSource owner, Passwords passwords, Clock clock) {
        this.owner = owner;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** Whether this e-mail is an operator's. */
    public boolean has(String email) {
        return JdbcClient.create(owner)
                .sql("select exists (select from identity.person where email = ? and operator)")
                .param(email)
                .query(Boolean.class)
                .single();
    }

    /** Makes sure the person exists and is an operator; a known person keeps their password. */
    public void ensure(String email, String name, String password) {
        JdbcClient.create(owner)
                .sql("""
                        insert into identity.person (id, email, name, password_hash, operator, created_at)
                        values (?, ?, ?, ?, true, ?)
                        on conflict (email) do update set operator = true
                        """)
                .params(
                        Ids.next(),
                        Emails.parse(email, "email"),
                        name,
                        passwords.hash(password, "password"),
                        Timestamp.from(clock.instant()))
                .update();
    }
}
