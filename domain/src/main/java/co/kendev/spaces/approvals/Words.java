package co.kendev.spaces.approvals;

import co.kendev.spaces.platform.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What approvals say to people, where no screen words it in their own language. */
final class Words {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("d MMM 'at' HH:mm", Locale.ENGLISH);

    private Words() {}

    /** For example {@code 1,200.00 USD}. */
    static String of(Money money) {
        int digits = Math.max(0, money.currency().getDefaultFractionDigits());
        return String.format(
                Locale.ENGLISH,
                "%,." + digits + "f %s",
                BigDecimal.valueOf(money.minor(), digits),
                money.currency().getCurrencyCode());
    }

    /** For example {@code 26 Nov at 10:42}. */
    static String when(Instant at, ZoneId zone) {
        return WHEN.format(at.atZone(zone));
    }

    /** For example {@code owner, admin or operator}. */
    static String or(List<String> words) {
        return words.size() < 2
                ? String.join("", words)
                : String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
    }
}
