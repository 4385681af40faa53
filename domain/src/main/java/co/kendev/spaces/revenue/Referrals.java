package co.kendev.spaces.revenue;

import co.kendev.spaces.identity.People;
import co.kendev.spaces.identity.Tenant;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.platform.time.BusinessTime;
import java.sql.Date;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Decides who may be whose referrer. */
@Component
class Referrals {
    private static final String FIELD = "referral.referrer";
    /** Nobody has more businesses before them than this; where somebody seems to, a circle cannot be ruled out. */
    private static final int CHAIN_MAX = 50;

    private final Tx tx;
    private final JdbcClient jdbc;
    private final Tenants tenants;
    private final People people;
    private final BusinessTime time;

    Referrals(Tx tx, JdbcClient jdbc, Tenants tenants, People people, BusinessTime time) {
        this.tx = tx;
        this.jdbc = jdbc;
        this.tenants = tenants;
        this.people = people;
        this.time = time;
    }

    /** Lets one agreement at a time name a referrer: two that close a circle together do not see each other. After the book's lock. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('revenue.referral', 0))")
                .query((rs, row) -> "")
                .single();
    }

    /** Refuses whoever cannot be the tenant's referrer: nobody, itself, another business of its owner, or one it referred. */
    void check(Tenant tenant, String referrer) {
        var id = tenants.idOf(referrer)
                .filter(found -> tenants.get(found).slug().equals(referrer))
                .filter(found -> tenants.get(found).state() == Tenant.State.ACTIVE)
                .orElseThrow(() -> DomainException.invalid(
                        FIELD, "There is no active business “" + referrer + "”. Name the slug of one."));
        if (id.equals(tenant.id())) {
            throw DomainException.invalid(FIELD, "A business cannot refer itself.");
        }
        if (!Collections.disjoint(people.owners(id), people.owners(tenant.id()))) {
            throw DomainException.invalid(FIELD, "Both businesses have one owner, and nobody refers themselves.");
        }
        var seen = new LinkedHashSet<>(List.of(id));
        var next = new ArrayDeque<>(seen);
        while (!next.isEmpty()) {
            for (var before : referrersOf(next.remove())) {
                if (before.equals(tenant.id())) {
                    throw DomainException.invalid(
                            FIELD,
                            "This closes a circle: “" + referrer + "” was itself brought here by " + tenant.name()
                                    + ".");
                }
                if (seen.add(before)) {
                    next.add(before);
                }
            }
            if (seen.size() > CHAIN_MAX) {
                throw DomainException.invalid(
                        FIELD,
                        "Too many businesses brought each other here before “" + referrer
                                + "” to rule out a circle. Name another referrer.");
            }
        }
    }

    /** Whether {@link #check} would let them. */
    boolean mayRefer(Tenant tenant, String referrer) {
        try {
            check(tenant, referrer);
            return true;
        } catch (DomainException refusal) {
            return false;
        }
    }

    /** Whoever is a tenant's referrer today or will be by what is agreed. */
    private List<TenantId> referrersOf(TenantId tenant) {
        return tenants.find(tenant).stream()
                .flatMap(found -> tx
                        .read(
                                Scope.of(tenant),
                                () -> jdbc.sql("""
                                                select distinct a.terms #>> '{referral,referrer}' from revenue.agreement a
                                                where a.tenant_id = :tenant and a.terms #>> '{referral,referrer}' is not null
                                                  and not exists (
                                                    select from revenue.agreement later
                                                    where later.tenant_id = a.tenant_id and later.version > a.version
                                                      and later.effective_from <= greatest(a.effective_from, :today))
                                                """)
                                        .param("tenant", tenant.value())
                                        .param(
                                                "today",
                                                Date.valueOf(time.now()
                                                        .atZone(found.timeZone())
                                                        .toLocalDate()))
                                        .query(String.class)
                                        .list())
                        .stream())
                .flatMap(slug -> tenants.idOf(slug).stream())
                .toList();
    }
}
