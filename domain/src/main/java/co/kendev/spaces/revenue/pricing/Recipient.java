package co.kendev.spaces.revenue.pricing;

import java.util.Comparator;

/**
 * Who exactly gets a part.
 *
 * @param who the referrer's slug, the human partner's name, the agent's slug, what the tenant gets it for; empty for the party itself
 */
public record Recipient(Party party, String who) implements Comparable<Recipient> {
    /** What the tenant keeps of the gross amount. */
    public static final Recipient TENANT = new Recipient(Party.TENANT, "");
    /** Passed on to the tenant, never shared. */
    public static final Recipient TAX = new Recipient(Party.TENANT, "tax");
    /** Passed on to the tenant, never shared. */
    public static final Recipient SHIPPING = new Recipient(Party.TENANT, "shipping");

    public static final Recipient PLATFORM = new Recipient(Party.PLATFORM, "");
    /** The human part where the terms name no partner. */
    public static final Recipient PARTNER_POOL = new Recipient(Party.HUMAN, "");
    /** The AI part that no agent earned. */
    public static final Recipient AI_FUND = new Recipient(Party.AI, "");

    public static final Recipient JUSTICE_FUND = new Recipient(Party.JUSTICE, "");

    private static final Comparator<Recipient> ORDER =
            Comparator.comparing(Recipient::party).thenComparing(Recipient::who);

    public static Recipient referrer(String slug) {
        return named(Party.REFERRER, slug);
    }

    public static Recipient partner(String name) {
        return named(Party.HUMAN, name);
    }

    public static Recipient agent(String slug) {
        return named(Party.AI, slug);
    }

    private static Recipient named(Party party, String who) {
        if (who.isBlank()) {
            throw new IllegalArgumentException("a " + party + " without a name");
        }
        return new Recipient(party, who);
    }

    @Override
    public int compareTo(Recipient other) {
        return ORDER.compare(this, other);
    }
}
