package co.kendev.spaces.revenue.pricing;

import co.kendev.spaces.platform.errors.DomainException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who recommended the tenant, and which part of the share that earns, step by step.
 *
 * @param referrer the slug of another tenant
 */
public record Referral(String referrer, List<Step> terms) {
    private static final int STEPS_MAX = 12;
    private static final int MONTHS_MAX = 120;

    /** @param months how long it lasts; null, and only at the end, for ever */
    public record Step(@Nullable Integer months, int bps) {}

    public Referral {
        terms = List.copyOf(terms);
        if (referrer.isBlank()) {
            throw DomainException.invalid(
                    "referral.referrer", "A referral names the business that recommended this one.");
        }
        if (terms.isEmpty() || terms.size() > STEPS_MAX) {
            throw DomainException.invalid("referral.terms", "A referral has 1 to " + STEPS_MAX + " steps.");
        }
        for (var i = 0; i < terms.size(); i++) {
            check(terms.get(i), i == terms.size() - 1, "referral.terms[" + i + "]");
        }
    }

    private static void check(Step step, boolean last, String field) {
        if (step.bps < 0 || step.bps > 10_000) {
            throw DomainException.invalid(field + ".bps", "A referrer gets 0 to 10000 basis points of the share.");
        }
        if (last && step.months != null) {
            throw DomainException.invalid(
                    field + ".months",
                    "The last step is open. To end a referral, add a step of 0 basis points without months.");
        }
        if (!last && (step.months == null || step.months < 1 || step.months > MONTHS_MAX)) {
            throw DomainException.invalid(
                    field + ".months", "Each step but the last has 1 to " + MONTHS_MAX + " months.");
        }
    }

    /** 30 % for twelve months, 10 % for two years more, then 5 %. */
    public static Referral usual(String referrer) {
        return new Referral(referrer, List.of(new Step(12, 3_000), new Step(24, 1_000), new Step(null, 500)));
    }

    /**
     * Which step counts on a date; the last day of a step is the one before the month's day comes round.
     *
     * @param first the day from which the first agreement with this referral counts
     */
    public int stepAt(LocalDate first, LocalDate date) {
        if (date.isBefore(first)) {
            throw new IllegalArgumentException(date + " is before the referral began, " + first);
        }
        var months = 0L;
        for (var i = 0; i < terms.size(); i++) {
            var length = terms.get(i).months;
            if (length == null) {
                return i;
            }
            months += length;
            if (date.isBefore(first.plusMonths(months))) {
                return i;
            }
        }
        throw new IllegalStateException("the last step is open");
    }
}
