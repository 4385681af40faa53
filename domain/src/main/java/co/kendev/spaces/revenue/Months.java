package co.kendev.spaces.revenue;

import co.kendev.spaces.identity.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** When a month is over, where the business is. */
final class Months {
    /** For what is reported late; what comes after that counts in the next month. */
    static final Duration GRACE = Duration.ofDays(2);

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

    private Months() {}

    /** For example “October 2026”. */
    static String name(YearMonth month) {
        return NAME.format(month);
    }

    /** What is said of a payment that counts in a later month than its own; empty for any other. */
    static String late(Tenant tenant, Payment payment) {
        var pricing = payment.pricing();
        var own = YearMonth.from(payment.occurredAt().atZone(tenant.timeZone()));
        return pricing == null || !own.isBefore(YearMonth.from(pricing.month()))
                ? ""
                : "It was made in " + name(own) + ", whose books are shut, so it counts in "
                        + name(YearMonth.from(pricing.month())) + ".";
    }

    /** The first instant after the month, in the tenant's zone. */
    static Instant end(YearMonth month, Tenant tenant) {
        return month.plusMonths(1).atDay(1).atStartOfDay(tenant.timeZone()).toInstant();
    }

    static boolean isOver(YearMonth month, Tenant tenant, Instant now) {
        return !now.isBefore(end(month, tenant).plus(GRACE));
    }

    /** The first day of the first month that is not over anywhere on earth. */
    static LocalDate runningEverywhere(Instant now) {
        return now.minus(GRACE).atOffset(ZoneOffset.ofHours(14)).toLocalDate().withDayOfMonth(1);
    }
}
