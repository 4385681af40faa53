package co.kendev.spaces.revenue;

import co.kendev.spaces.identity.Names;
import co.kendev.spaces.ledger.Ledger;
import co.kendev.spaces.ledger.Line;
import co.kendev.spaces.ledger.NewTransaction;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.money.Currencies;
import co.kendev.spaces.platform.money.Money;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.platform.time.BusinessTime;
import co.kendev.spaces.revenue.pricing.Amounts;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes what people give to the Justice Fund. */
@Component
public class Donations {
    private static final int DONOR_MAX = 120;

    private final Tx tx;
    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final BusinessTime time;

    Donations(Tx tx, JdbcClient jdbc, Ledger ledger, BusinessTime time) {
        this.tx = tx;
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.time = time;
    }

    /**
     * Writes a donation down and posts it; the same reference again is the same donation.
     *
     * @throws DomainException FORBIDDEN for anybody but operators; INVALID with the field; CONFLICT when the reference stands for
     *     other content
     */
    public Payments.Taken<Donation> give(
            Actor actor, String reference, long amountMinor, String currency, @Nullable String donor) {
        if (!actor.operator()) {
            throw DomainException.forbidden("Only operators record donations to the Justice Fund.");
        }
        Payments.key("reference", reference);
        Amounts.of(amountMinor, 0, 0);
        var amount = new Money(amountMinor, Currencies.parse(currency, "currency"));
        var giver = donor == null || donor.isBlank() ? null : Names.parse(donor, "donor", DONOR_MAX);
        var wanted =
                new Donation(reference, amount, giver, actor.name(), time.now().truncatedTo(ChronoUnit.MICROS));

        return tx.write(new Scope(PartyAccounts.HOUSE_BOOK, actor.person()), () -> {
            if (insert(wanted)) {
                post(wanted);
                return new Payments.Taken<>(wanted, true);
            }
            var known = get(reference);
            if (!known.amount().equals(amount) || !Objects.equals(known.donor(), giver)) {
                throw new DomainException(
                        ErrorCode.CONFLICT,
                        "The donation “" + reference
                                + "” was recorded with other content. Use a new reference for each donation.",
                        "reference");
            }
            return new Payments.Taken<>(known, false);
        });
    }

    private void post(Donation donation) {
        var currency = donation.amount().currency();
        var minor = donation.amount().minor();
        // of the hour that has begun: it can be given away at once
        var at = donation.at().truncatedTo(ChronoUnit.HOURS);
        var recorded = ledger.post(new NewTransaction(
                PartyAccounts.HOUSE_BOOK,
                "donation/" + donation.reference(),
                "donation",
                donation.at(),
                null,
                donation.reference(),
                List.of(
                        new Line(PartyAccounts.clearing(currency), -minor, "donation", at),
                        new Line(PartyAccounts.justice(currency), minor, "donation", at))));
        jdbc.sql("update revenue.donation set ledger_transaction = ? where reference = ?")
                .params(recorded.id(), donation.reference())
                .update();
    }

    private boolean insert(Donation donation) {
        return jdbc.sql("""
                                insert into revenue.donation (reference, amount_minor, currency, donor, recorded_by, created_at)
                                values (?, ?, ?, ?, ?, ?) on conflict do nothing
                                """)
                        .param(donation.reference())
                        .param(donation.amount().minor())
                        .param(donation.amount().currency().getCurrencyCode())
                        .param(donation.donor())
                        .param(donation.recordedBy())
                        .param(Timestamp.from(donation.at()))
                        .update()
                == 1;
    }

    private Donation get(String reference) {
        return jdbc.sql("""
                        select amount_minor, currency, donor, recorded_by, created_at from revenue.donation where reference = ?
                        """)
                .param(reference)
                .query((rs, row) -> {
                    Instant at = rs.getTimestamp("created_at").toInstant();
                    return new Donation(
                            reference,
                            new Money(rs.getLong("amount_minor"), Currency.getInstance(rs.getString("currency"))),
                            rs.getString("donor"),
                            rs.getString("recorded_by"),
                            at);
                })
                .single();
    }
}
