package co.kendev.spaces.revenue;

import co.kendev.spaces.ledger.AccountKey;
import co.kendev.spaces.ledger.Cut;
import co.kendev.spaces.platform.ids.TenantId;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an account got in the book of a tenant in a month; amounts in minor units. Its closing is the opening of the next one.
 *
 * @param book the tenant in whose book it stands
 * @param bookName the name of that business
 * @param lines how many there are
 * @param from what the statements before it show
 * @param to what this one and those before it show
 */
public record Statement(
        UUID id,
        TenantId book,
        String bookSlug,
        String bookName,
        YearMonth month,
        AccountKey account,
        long opening,
        long closing,
        long lines,
        Cut from,
        Cut to,
        Instant createdAt) {

    public Currency currency() {
        return account.currency();
    }

    /** Whose part it is: tenant, referrer, platform, human, ai, justice or custody. */
    public String party() {
        return PartyAccounts.partyOf(account.type());
    }

    /** The account's name, as in the lines of a distribution. */
    public String accountName() {
        return account.type().name() + ":" + account.owner();
    }

    /** For example “Hays Cactus Farm”, “Referrals: Hays Cactus Farm” or “AI partner claude”. */
    public String title() {
        return switch (party()) {
            case "tenant" -> bookName;
            case "referrer" -> "Referral of " + bookName;
            case "platform" -> "Platform";
            case "human" -> account.owner().equals(PartyAccounts.POOL) ? "Partner pool" : "Partner " + account.owner();
            case "ai" ->
                account.owner().equals(PartyAccounts.FUND) ? "AI development fund" : "AI partner " + account.owner();
            case "justice" -> "Justice Fund";
            default -> "Money the platform holds";
        };
    }

    /** For example “October 2026”. */
    public String monthName() {
        return Months.name(month);
    }

    /**
     * A stretch of a statement.
     *
     * @param next where the next one begins; null at the end
     */
    public record Page(List<Entry> entries, @Nullable String next) {
        public Page {
            entries = List.copyOf(entries);
        }
    }

    /**
     * A line.
     *
     * @param at when it took effect
     * @param what it is, in words
     * @param eventId of the payment it belongs to; null for none, and in the book of somebody else
     * @param because the arithmetic, where it is not that of a payment the reader may open
     */
    public record Entry(
            Instant at,
            Instant recordedAt,
            String what,
            String kind,
            long minor,
            Instant availableAt,
            @Nullable String eventId,
            @Nullable String because) {}
}
