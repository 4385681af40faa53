package co.kendev.spaces.identity;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the tenants and the slugs they hold. */
@Component
public class Tenants {
    private final Tx tx;
    private final JdbcClient jdbc;
    private final Clock clock;
    /** Of each tenant, which never changes. */
    private final Cache<TenantId, Instant> since =
            Caffeine.newBuilder().maximumSize(10_000).build();

    Tenants(Tx tx, JdbcClient jdbc, Clock clock) {
        this.tx = tx;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Adds a tenant that holds its slug; CONFLICT at {@code slug} when the slug, or one that looks like it, is held. */
    public void add(Tenant tenant) {
        tx.write(Scope.of(tenant.id()), () -> {
            var now = Timestamp.from(clock.instant());
            var claimed = jdbc.sql("""
                            insert into identity.slug (slug, skeleton, tenant_id, created_at)
                            values (?, ?, ?, ?) on conflict do nothing
                            """)
                    .params(
                            tenant.slug(),
                            Slugs.skeleton(tenant.slug()),
                            tenant.id().value(),
                            now)
                    .update();
            if (claimed == 0) {
                throw Slugs.taken(tenant.slug());
            }
            jdbc.sql("""
                            insert into platform.tenant
                              (id, slug, name, time_zone, currency, state, template, template_version, created_at)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                            """)
                    .params(
                            tenant.id().value(),
                            tenant.slug(),
                            tenant.name(),
                            tenant.timeZone().getId(),
                            tenant.currency().getCurrencyCode(),
                            word(tenant.state()),
                            tenant.template(),
                            tenant.templateVersion(),
                            now)
                    .update();
        });
    }

    /** Why the slug cannot be had: another one that is, or looks, the same. Empty when it is free. */
    public Optional<String> conflicting(String slug) {
        return tx.read(
                Scope.NOBODY,
                () -> jdbc.sql("select identity.slug_conflict(?, ?)")
                        .params(slug, Slugs.skeleton(slug))
                        .query(String.class)
                        .optional());
    }

    /** The tenant that holds a slug. */
    public Optional<TenantId> idOf(String slug) {
        return tx.read(
                Scope.NOBODY,
                () -> jdbc.sql("select tenant_id from identity.tenant_by_slug(?)")
                        .param(slug)
                        .query((rs, row) -> new TenantId(rs.getObject(1, UUID.class)))
                        .optional());
    }

    public Tenant get(TenantId id) {
        return find(id).orElseThrow(() -> DomainException.notFound("The business"));
    }

    public Optional<Tenant> find(TenantId id) {
        return tx.read(
                Scope.of(id),
                () -> jdbc.sql("""
                                select slug, name, time_zone, currency, state, template, template_version
                                from platform.tenant where id = ?
                                """)
                        .param(id.value())
                        .query((rs, row) -> new Tenant(
                                id,
                                rs.getString("slug"),
                                rs.getString("name"),
                                ZoneId.of(rs.getString("time_zone")),
                                Currency.getInstance(rs.getString("currency")),
                                Tenant.State.valueOf(rs.getString("state").toUpperCase(Locale.ROOT)),
                                rs.getString("template"),
                                rs.getInt("template_version")))
                        .optional());
    }

    /** When the tenant came into being. */
    public Instant since(TenantId id) {
        var known = since.getIfPresent(id);
        if (known == null) {
            known = tx.read(
                    Scope.of(id),
                    () -> jdbc.sql("select created_at from platform.tenant where id = ?")
                            .param(id.value())
                            .query((rs, row) -> rs.getTimestamp(1).toInstant())
                            .single());
            since.put(id, known);
        }
        return known;
    }

    public void activate(TenantId id) {
        tx.write(Scope.of(id), () -> {
            jdbc.sql("update platform.tenant set state = 'active' where id = ?")
                    .param(id.value())
                    .update();
        });
    }

    /** Removes the tenant with everything it owns and frees its slug; removing it twice is the same. */
    public void remove(TenantId id) {
        tx.write(Scope.of(id), () -> {
            jdbc.sql("delete from platform.tenant where id = ?")
                    .param(id.value())
                    .update();
            jdbc.sql("delete from identity.slug where tenant_id = ?")
                    .param(id.value())
                    .update();
        });
    }

    private static String word(Tenant.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
