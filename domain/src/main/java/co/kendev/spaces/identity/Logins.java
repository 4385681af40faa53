package co.kendev.spaces.identity;

import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.platform.upkeep.Purge;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps logins in the database, so that any instance restores them, also after a restart. */
@Component
public class Logins implements Purge {
    /** How long a login lasts unless it is ended. */
    public static final Duration LIFE = Duration.ofDays(30);
    /** How long another instance may still honour a login that was ended on this one. */
    private static final Duration CACHED = Duration.ofSeconds(20);
    /** A login that is over is kept for a while, for questions. */
    private static final Duration KEPT = Duration.ofDays(1);

    private final Tx tx;
    private final JdbcClient jdbc;
    private final JdbcClient relay;
    private final Clock clock;
    private final DemoPolicy demo;
    private final Cache<String, Login> cache =
            Caffeine.newBuilder().expireAfterWrite(CACHED).maximumSize(10_000).build();

    Logins(Tx tx, JdbcClient jdbc, @Qualifier("relay") JdbcClient relay, Clock clock, DemoPolicy demo) {
        this.tx = tx;
        this.jdbc = jdbc;
        this.relay = relay;
        this.clock = clock;
        this.demo = demo;
    }

    /** Begins a login for a person who proved who they are; returns the cookie's value, which is stored nowhere. */
    public String begin(PersonId person, String userAgent) {
        var token = Tokens.create();
        var now = clock.instant();
        tx.write(Scope.of(person), () -> {
            jdbc.sql("""
                            insert into identity.login (id, person_id, token_hash, user_agent, created_at, expires_at)
                            values (?, ?, ?, ?, ?, ?)
                            """)
                    .params(
                            Ids.next(),
                            person.value(),
                            Tokens.hash(token),
                            userAgent.length() > 300 ? userAgent.substring(0, 300) : userAgent,
                            Timestamp.from(now),
                            Timestamp.from(now.plus(LIFE)))
                    .update();
        });
        return token;
    }

    /** Whose login this cookie value is; empty when it is unknown, over or ended. */
    public Optional<Login> restore(String token) {
        if (token.length() != 43) {
            return Optional.empty();
        }
        // looked up inside the cache, so that forgetting a login waits for whoever is just looking it up
        return Optional.ofNullable(cache.get(token, this::lookUp))
                .filter(login -> login.expiresAt().isAfter(clock.instant()))
                .filter(login -> demo.admits(login.person().email()));
    }

    /** Ends a login; ending it twice is the same. */
    public void end(String token) {
        find(token)
                .ifPresent(login -> tx.write(Scope.of(login.person().id()), () -> {
                    jdbc.sql("update identity.login set revoked_at = ? where id = ? and revoked_at is null")
                            .params(Timestamp.from(clock.instant()), login.id())
                            .update();
                }));
        // not before: a request in between would bring it back as it was
        cache.invalidate(token);
    }

    /** Forgets what is cached of a login, after its person changed something about themselves. */
    public void refresh(String token) {
        cache.invalidate(token);
    }

    /** Removes what has expired for some time. */
    @Override
    public int purge() {
        return relay.sql("select identity.purge_logins(?, ?)")
                .params(Timestamp.from(clock.instant().minus(KEPT)), PAGE)
                .query(Integer.class)
                .single();
    }

    /** The cache keeps nothing where this finds nothing. */
    @SuppressWarnings("NullAway")
    private Login lookUp(String token) {
        return find(token).orElse(null);
    }

    private Optional<Login> find(String token) {
        return tx.read(
                Scope.NOBODY,
                () -> jdbc.sql("select * from identity.login_by_token(?)")
                        .param(Tokens.hash(token))
                        .query((rs, row) -> new Login(
                                rs.getObject("login_id", UUID.class),
                                new Person(
                                        new PersonId(rs.getObject("id", UUID.class)),
                                        rs.getString("email"),
                                        rs.getString("name"),
                                        rs.getBoolean("operator")),
                                rs.getString("theme"),
                                rs.getTimestamp("expires_at").toInstant()))
                        .optional());
    }

    /** A person's stay: from logging in until logging out or {@link #LIFE} has passed. */
    public record Login(UUID id, Person person, String theme, Instant expiresAt) {}
}
