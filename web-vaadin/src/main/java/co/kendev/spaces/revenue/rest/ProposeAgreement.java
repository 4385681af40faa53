package co.kendev.spaces.revenue.rest;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.money.Currencies;
import co.kendev.spaces.platform.money.Money;
import co.kendev.spaces.platform.web.Fields;
import co.kendev.spaces.revenue.pricing.Band;
import co.kendev.spaces.revenue.pricing.Partner;
import co.kendev.spaces.revenue.pricing.Referral;
import co.kendev.spaces.revenue.pricing.Terms;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Terms as a program proposes them.
 *
 * @param volume none: no volume discounts
 * @param effectiveFrom a day in the tenant's zone
 */
record ProposeAgreement(
        @Nullable String tenant,
        @Nullable Integer shareBps,
        @Nullable List<@Nullable Discount> volume,
        @Nullable Recommended referral,
        @Nullable String effectiveFrom,
        @Nullable Integer holdDays,
        @Nullable List<@Nullable Member> partners,
        @Nullable Long setupFeeMinor,
        @Nullable String setupFeeCurrency,
        @Nullable Integer subsidyPercent) {
    private static final Currency PLACEHOLDER = Currency.getInstance("USD");

    /** A volume discount. */
    record Discount(
            @Nullable String currency,
            @Nullable Long fromMinor,
            @Nullable Integer bps) {}

    /** Who recommended the tenant. */
    record Recommended(@Nullable String referrer, @Nullable List<@Nullable Step> terms) {}

    /** One step of the referral. */
    record Step(@Nullable Integer months, @Nullable Integer bps) {}

    /** A human partner. */
    record Member(@Nullable String name, @Nullable Long weight) {}

    /** What was proposed, checked. */
    record Wanted(Terms terms, LocalDate effectiveFrom) {}

    Wanted wanted() {
        var fields = new Fields();
        int share = number(fields, "shareBps", shareBps);
        var discounts = discounts(fields);
        var recommended = referral(fields);
        var day = day(fields);
        var humans = partners(fields);
        var fee = fee(fields);
        fields.check();
        try {
            return new Wanted(
                    new Terms(
                            share,
                            discounts,
                            recommended == null ? null : new Referral(recommended.referrer(), recommended.steps()),
                            Objects.requireNonNullElse(holdDays, Terms.HOLD_DAYS_USUAL),
                            humans,
                            fee,
                            Objects.requireNonNullElse(subsidyPercent, 0)),
                    day);
        } catch (DomainException refusal) {
            throw "setupFee".equals(refusal.field())
                    ? DomainException.invalid("setupFeeMinor", refusal.detail())
                    : refusal;
        }
    }

    private List<Band> discounts(Fields fields) {
        var all = new ArrayList<Band>();
        var given = volume == null ? List.<@Nullable Discount>of() : volume;
        for (int i = 0; i < given.size(); i++) {
            var path = "volume[" + i + "]";
            var discount = given.get(i);
            if (discount == null) {
                fields.wrong(path, "is required");
                continue;
            }
            all.add(new Band(
                    currency(fields, path + ".currency", discount.currency()),
                    number(fields, path + ".fromMinor", discount.fromMinor()),
                    number(fields, path + ".bps", discount.bps())));
        }
        return all;
    }

    private @Nullable Read referral(Fields fields) {
        if (referral == null) {
            return null;
        }
        var who = fields.text("referral.referrer", referral.referrer());
        var steps = new ArrayList<Referral.Step>();
        var given = referral.terms() == null ? List.<@Nullable Step>of() : referral.terms();
        if (given.isEmpty()) {
            fields.wrong("referral.terms", "is required");
        }
        for (int i = 0; i < given.size(); i++) {
            var path = "referral.terms[" + i + "]";
            var step = given.get(i);
            if (step == null) {
                fields.wrong(path, "is required");
                continue;
            }
            steps.add(new Referral.Step(step.months(), number(fields, path + ".bps", step.bps())));
        }
        return new Read(who, steps);
    }

    private LocalDate day(Fields fields) {
        var text = fields.text("effectiveFrom", effectiveFrom);
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            if (!text.isEmpty()) {
                fields.wrong("effectiveFrom", "is no day; one looks like 2026-11-26");
            }
            return LocalDate.EPOCH;
        }
    }

    private List<Partner> partners(Fields fields) {
        var all = new ArrayList<Partner>();
        var given = partners == null ? List.<@Nullable Member>of() : partners;
        for (int i = 0; i < given.size(); i++) {
            var path = "partners[" + i + "]";
            var member = given.get(i);
            if (member == null) {
                fields.wrong(path, "is required");
                continue;
            }
            all.add(new Partner(
                    fields.text(path + ".name", member.name()), number(fields, path + ".weight", member.weight())));
        }
        return all;
    }

    private @Nullable Money fee(Fields fields) {
        if (setupFeeMinor == null) {
            if (setupFeeCurrency != null) {
                fields.wrong("setupFeeMinor", "is required with a currency");
            }
            return null;
        }
        return new Money(setupFeeMinor, currency(fields, "setupFeeCurrency", setupFeeCurrency));
    }

    private static Currency currency(Fields fields, String field, @Nullable String code) {
        var text = fields.text(field, code);
        try {
            return text.isEmpty() ? PLACEHOLDER : Currencies.parse(text, field);
        } catch (DomainException refusal) {
            fields.wrong(field, refusal.detail());
            return PLACEHOLDER;
        }
    }

    private static int number(Fields fields, String field, @Nullable Integer value) {
        if (value == null) {
            fields.wrong(field, "is required");
            return 0;
        }
        return value;
    }

    private static long number(Fields fields, String field, @Nullable Long value) {
        if (value == null) {
            fields.wrong(field, "is required");
            return 0;
        }
        return value;
    }

    private record Read(String referrer, List<Referral.Step> steps) {}
}
