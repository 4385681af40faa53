package co.kendev.spaces.revenue;

import co.kendev.spaces.approvals.Approval;
import co.kendev.spaces.approvals.Approvals;
import co.kendev.spaces.approvals.Approved;
import co.kendev.spaces.approvals.Place;
import co.kendev.spaces.approvals.Proposal;
import co.kendev.spaces.approvals.Proposer;
import co.kendev.spaces.identity.Tenant;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.platform.time.BusinessTime;
import co.kendev.spaces.revenue.pricing.Referral;
import co.kendev.spaces.revenue.pricing.Terms;
import co.kendev.spaces.spaces.Role;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Keeps the agreements of the tenants: versions that are never changed, only followed. */
@Component
public class Agreements {
    private static final int YEARS_BACK = 10;

    private final Tx tx;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Books books;
    private final Tenants tenants;
    private final Tellers tellers;
    private final Referrals referrals;
    private final FinanceChannel finance;
    private final Approvals approvals;
    private final BusinessTime time;
    /** All versions up to one, which never change again. */
    private final Cache<Upto, List<Agreement>> known =
            Caffeine.newBuilder().maximumSize(10_000).build();

    Agreements(
            Tx tx,
            JdbcClient jdbc,
            JsonMapper json,
            Books books,
            Tenants tenants,
            Tellers tellers,
            Referrals referrals,
            FinanceChannel finance,
            Approvals approvals,
            BusinessTime time) {
        this.tx = tx;
        this.jdbc = jdbc;
        this.json = json;
        this.books = books;
        this.tenants = tenants;
        this.tellers = tellers;
        this.referrals = referrals;
        this.finance = finance;
        this.approvals = approvals;
        this.time = time;
    }

    /** The agreements of a tenant, the standard first; for whoever may see its money. */
    public List<Agreement> of(Actor actor) {
        tellers.requireReading(actor);
        var tenant = tenants.get(actor.tenant());
        return tx.read(
                Scope.of(tenant.id()), () -> upTo(tenant, books.get(tenant.id()).agreementVersion()));
    }

    /** What is proposed and not decided, newest first; for whoever may see the tenant's money. */
    public List<Proposed> proposed(Actor actor) {
        tellers.requireReading(actor);
        return approvals.open(actor.tenant(), AgreementBody.KIND).stream()
                .map(this::proposed)
                .toList();
    }

    /** The terms that an approval is about. */
    public Proposed proposed(Approval approval) {
        return new Proposed(json.treeToValue(approval.body(), AgreementProposal.class), approval);
    }

    /** The version that counts on a day: of those effective by then the newest. */
    Agreement at(Tenant tenant, int newest, LocalDate day) {
        return upTo(tenant, newest).reversed().stream()
                .filter(agreement -> !agreement.effectiveFrom().isAfter(day))
                .findFirst()
                .orElseThrow();
    }

    Agreement version(Tenant tenant, int version) {
        return upTo(tenant, version).getLast();
    }

    /** From when on a sale of the tenant can be: its first day here, or that of its first agreement, if it is earlier. */
    Instant opening(Tenant tenant) {
        return tx.read(Scope.of(tenant.id()), () -> {
            var day = firstDay(tenant);
            var agreed = upTo(tenant, books.get(tenant.id()).agreementVersion()).stream()
                    .skip(1);
            var first = agreed.map(Agreement::effectiveFrom)
                    .filter(day::isAfter)
                    .min(LocalDate::compareTo)
                    .orElse(day);
            return first.atStartOfDay(tenant.timeZone()).toInstant();
        });
    }

    /** Whether a sale of the tenant can have been then; only one before its first day here needs a look at the agreements. */
    boolean isOpenAt(Tenant tenant, Instant at) {
        return !at.isBefore(firstDay(tenant).atStartOfDay(tenant.timeZone()).toInstant())
                || !at.isBefore(opening(tenant));
    }

    private LocalDate firstDay(Tenant tenant) {
        return tenants.since(tenant.id()).atZone(tenant.timeZone()).toLocalDate();
    }

    /**
     * Proposes other terms: operators for the platform, the owner for the tenant; the other side decides.
     *
     * @throws DomainException FORBIDDEN for anybody else; INVALID with the field; CONFLICT when a sale on or after the first day is
     *     posted already
     */
    public Approval propose(Actor actor, Terms terms, LocalDate effectiveFrom) {
        var side = actor.operator() ? AgreementProposal.Side.PLATFORM : AgreementProposal.Side.TENANT;
        if (side == AgreementProposal.Side.TENANT && tellers.role(actor) != Role.OWNER) {
            throw DomainException.forbidden("Only the owner and operators propose an agreement.");
        }
        var tenant = tellers.open(actor.tenant());
        requireSensible(tenant.timeZone(), effectiveFrom, "effectiveFrom");
        return tx.write(Scope.of(tenant.id()), () -> {
            books.ensure(tenant.id());
            requireNothingPosted(tenant, effectiveFrom);
            if (terms.referral() != null) {
                referrals.check(tenant, terms.referral().referrer());
            }
            var proposal = new AgreementProposal(side, terms, effectiveFrom);
            var place = finance.of(tenant.id());
            return approvals.propose(Proposal.of(tenant.id(), Proposer.person(actor), proposal)
                    .shownIn(new Place(place.space().id(), place.channel().id())));
        });
    }

    /**
     * The first agreement of a business that signed up, from that day on, in the transaction that is open: decided by the recorded
     * policy that whoever chooses a template takes its terms. A referrer who cannot be one any more is left out.
     */
    void begin(Tenant tenant, Terms terms) {
        var referral = terms.referral();
        var wanted =
                referral == null || referrals.mayRefer(tenant, referral.referrer()) ? terms : terms.withReferral(null);
        var day = firstDay(tenant);
        approvals.propose(Proposal.of(
                        tenant.id(),
                        Proposer.SYSTEM,
                        new AgreementProposal(AgreementProposal.Side.TEMPLATE, wanted, day))
                .keyed("sign-up"));
    }

    /**
     * What was approved counts from its day on: the next version, in the transaction of the decision.
     *
     * @throws DomainException CONFLICT when a sale on or after its first day is posted already; INVALID for a referrer who cannot be
     *     one
     */
    void adopt(Approved<AgreementProposal> approved) {
        var id = approved.tenant();
        var terms = approved.body().terms();
        var effectiveFrom = approved.body().effectiveFrom();
        var tenant = tenants.get(id);
        var book = books.lock(id);
        requireNothingPosted(tenant, effectiveFrom);
        if (terms.referral() != null) {
            referrals.lock();
            referrals.check(tenant, terms.referral().referrer());
        }
        var version = book.agreementVersion() + 1;
        jdbc.sql("""
                        insert into revenue.agreement (tenant_id, version, effective_from, terms, approval_id, agreed_at)
                        values (?, ?, ?, ?::jsonb, ?, ?)
                        """)
                .params(
                        id.value(),
                        version,
                        Date.valueOf(effectiveFrom),
                        json.writeValueAsString(terms),
                        approved.id().value(),
                        Timestamp.from(approved.at()))
                .update();
        books.agreed(id, version);
    }

    /** Refuses days that nobody means. */
    void requireSensible(ZoneId zone, LocalDate effectiveFrom, String field) {
        var today = time.now().atZone(zone).toLocalDate();
        if (effectiveFrom.isBefore(today.minusYears(YEARS_BACK)) || effectiveFrom.isAfter(today.plusYears(1))) {
            throw DomainException.invalid(
                    field, "Choose a day between " + YEARS_BACK + " years ago and a year from now.");
        }
    }

    /** Posted sales keep the version they were priced by, so a later one cannot begin before them. */
    void requireNothingPosted(Tenant tenant, LocalDate effectiveFrom) {
        var first = effectiveFrom.atStartOfDay(tenant.timeZone()).toInstant();
        var posted = jdbc.sql("""
                        select exists (select from revenue.payment
                          where tenant_id = ? and occurred_at >= ? and ledger_transaction is not null)
                        """)
                .params(tenant.id().value(), Timestamp.from(first))
                .query(Boolean.class)
                .single();
        if (posted) {
            throw new DomainException(
                    ErrorCode.CONFLICT,
                    "A sale on or after " + effectiveFrom
                            + " is posted already and keeps its terms. Choose a later day.",
                    "effectiveFrom");
        }
    }

    private List<Agreement> upTo(Tenant tenant, int version) {
        var key = new Upto(tenant.id(), version);
        var all = known.getIfPresent(key);
        if (all == null) {
            all = load(tenant, version);
            known.put(key, all);
        }
        return all;
    }

    private List<Agreement> load(Tenant tenant, int version) {
        var stored = jdbc.sql("""
                        select version, effective_from, terms, approval_id, agreed_at from revenue.agreement
                        where tenant_id = ? and version <= ? order by version
                        """)
                .params(tenant.id().value(), version)
                .query((rs, row) -> new Stored(
                        rs.getInt("version"),
                        rs.getObject("effective_from", LocalDate.class),
                        json.readValue(rs.getString("terms"), Terms.class),
                        rs.getObject("approval_id", UUID.class),
                        rs.getTimestamp("agreed_at").toInstant()))
                .list();
        var all = new ArrayList<Agreement>();
        all.add(new Agreement(0, LocalDate.EPOCH, Terms.standard(tenant.currency()), LocalDate.EPOCH, null, null));
        for (var each : stored) {
            all.add(new Agreement(
                    each.version(),
                    each.effectiveFrom(),
                    each.terms(),
                    referralFrom(stored, each),
                    each.approval(),
                    each.agreedAt()));
        }
        return List.copyOf(all);
    }

    /** The referrer's time runs from the first day on which they were agreed, whatever was changed since. */
    private static LocalDate referralFrom(List<Stored> stored, Stored wanted) {
        var referrer = referrer(wanted);
        return stored.stream()
                .filter(other ->
                        other.version() <= wanted.version() && referrer != null && referrer.equals(referrer(other)))
                .map(Stored::effectiveFrom)
                .min(LocalDate::compareTo)
                .orElse(wanted.effectiveFrom());
    }

    private static @Nullable String referrer(Stored agreement) {
        Referral referral = agreement.terms().referral();
        return referral == null ? null : referral.referrer();
    }

    /** Terms that wait for a decision. */
    public record Proposed(AgreementProposal proposal, Approval approval) {}

    private record Upto(TenantId tenant, int version) {}

    private record Stored(int version, LocalDate effectiveFrom, Terms terms, UUID approval, Instant agreedAt) {}
}
