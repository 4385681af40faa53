package co.kendev.spaces.revenue;

import co.kendev.spaces.identity.People;
import co.kendev.spaces.identity.Tenant;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import java.util.Collections;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Decides who may be whose referrer. */
@Component
class Referrals {
    private static final String FIELD = "referral.referrer";
    /** Longer chains than this are not believed. */
    private static final int CHAIN_MAX = 50;

    private final Tx tx;
    private final JdbcClient jdbc;
    private final Tenants tenants;
    private final People people;

    Referrals(Tx tx, JdbcClient jdbc, Tenants tenants, People people) {
        this.tx = tx;
        this.jdbc = jdbc;
        this.tenants = tenants;
        this.people = people;
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
        var next = Optional.of(id);
        for (int i = 0; i < CHAIN_MAX && next.isPresent(); i++) {
            if (next.get().equals(tenant.id())) {
                throw DomainException.invalid(
                        FIELD,
                        "This closes a circle: “" + referrer + "” was itself brought here by " + tenant.name() + ".");
            }
            next = referrerOf(next.get());
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

    private Optional<TenantId> referrerOf(TenantId tenant) {
        return tx.read(
                        Scope.of(tenant),
                        () -> jdbc.sql("""
                                        select terms #>> '{referral,referrer}' from revenue.agreement
                                        where tenant_id = ? order by version desc limit 1
                                        """)
                                .param(tenant.value())
                                .query((rs, row) -> Optional.ofNullable(rs.getString(1)))
                                .optional())
                .flatMap(found -> found)
                .flatMap(tenants::idOf);
    }
}
