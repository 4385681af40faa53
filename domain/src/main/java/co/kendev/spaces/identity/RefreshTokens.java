package co.kendev.spaces.identity;

import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.platform.upkeep.Purge;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps refresh tokens of machines. Each is used once and replaced; using one a second time ends its whole family, because then
 * somebody has a copy (RFC 9700, section 4.14.2).
 */
@Component
public class RefreshTokens implements Purge {
    private static final Duration LIFE = Duration.ofDays(30);
    /** A client that did not hear the answer may ask again within this time. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private static final Duration KEPT = Duration.ofDays(1);

    private final Tx tx;
    private final JdbcClient jdbc;
    private final JdbcClient relay;
    private final Clock clock;
    private final People people;
    private final DemoPolicy demo;

    RefreshTokens(
            Tx tx, JdbcClient jdbc, @Qualifier("relay") JdbcClient relay, Clock clock, People people, DemoPolicy demo) {
        this.tx = tx;
        this.jdbc = jdbc;
        this.relay = relay;
        this.clock = clock;
        this.people = people;
        this.demo = demo;
    }

    /** The first token of a new family; the tenant is null for operators outside any tenant. */
    public String begin(PersonId person, @Nullable TenantId tenant) {
        return insert(person, tenant, Ids.next());
    }

    /** Swaps a token for the next of its family; empty when it is unknown, over, or was used before. */
    public Optional<Rotated> rotate(String token) {
        var hash = Tokens.hash(token);
        var now = clock.instant();
        var known = tx.read(
                Scope.NOBODY,
                () -> jdbc.sql("select * from identity.refresh_by_token(?)")
                        .param(hash)
                        .query((rs, row) -> {
                            var tenant = rs.getObject("tenant_id", UUID.class);
                            return new Known(
                                    new PersonId(rs.getObject("person_id", UUID.class)),
                                    tenant == null ? null : new TenantId(tenant),
                                    rs.getObject("family", UUID.class),
                                    rs.getTimestamp("expires_at").toInstant(),
                                    rs.getTimestamp("revoked_at") != null);
                        })
                        .optional());
        if (known.isEmpty() || known.get().revoked() || known.get().expiresAt().isBefore(now)) {
            return Optional.empty();
        }
        var row = known.get();
        if (!demo.admits(people.get(row.person()).email())) {
            return Optional.empty();
        }
        return tx.write(Scope.of(row.person()), () -> {
            var first = jdbc.sql(
                            "update identity.refresh_token set used_at = ? where token_hash = ? and used_at is null and revoked_at is null")
                    .params(Timestamp.from(now), hash)
                    .update();
            if (first == 0 && !isInGrace(hash, now)) {
                jdbc.sql("update identity.refresh_token set revoked_at = ? where family = ? and revoked_at is null")
                        .params(Timestamp.from(now), row.family())
                        .update();
                return Optional.<Rotated>empty();
            }
            return Optional.of(
                    new Rotated(row.person(), row.tenant(), insert(row.person(), row.tenant(), row.family())));
        });
    }

    /** Removes what has expired for some time. */
    @Override
    public int purge() {
        return relay.sql("select identity.purge_refresh_tokens(?, ?)")
                .params(Timestamp.from(clock.instant().minus(KEPT)), PAGE)
                .query(Integer.class)
                .single();
    }

    /** Asked after the update, which waited for whoever used the token at the same time. */
    private boolean isInGrace(byte[] hash, Instant now) {
        return jdbc.sql(
                        "select used_at from identity.refresh_token where token_hash = ? and used_at is not null and revoked_at is null")
                .param(hash)
                .query((rs, row) -> rs.getTimestamp("used_at").toInstant())
                .optional()
                .filter(used -> !used.plus(GRACE).isBefore(now))
                .isPresent();
    }

    private String insert(PersonId person, @Nullable TenantId tenant, UUID family) {
        var token = Tokens.create();
        var now = clock.instant();
        tx.write(Scope.of(person), () -> {
            jdbc.sql("""
                            insert into identity.refresh_token
                              (token_hash, family, person_id, tenant_id, created_at, expires_at)
                            values (?, ?, ?, ?, ?, ?)
                            """)
                    .param(Tokens.hash(token))
                    .param(family)
                    .param(person.value())
                    .param(tenant == null ? null : tenant.value())
                    .param(Timestamp.from(now))
                    .param(Timestamp.from(now.plus(LIFE)))
                    .update();
        });
        return token;
    }

    private record Known(PersonId person, @Nullable TenantId tenant, UUID family, Instant expiresAt, boolean revoked) {}

    /** The next token, and for whom it speaks. */
    public record Rotated(PersonId person, @Nullable TenantId tenant, String token) {}
}
