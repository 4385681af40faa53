package co.kendev.spaces.revenue.pricing;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.money.Money;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What an agreement says about money; one that breaks a rule cannot exist.
 *
 * @param shareBps of the gross, where no volume discount lowers it
 * @param volume the discounts, by currency and rising
 * @param holdDays how long earnings are pending
 * @param partners among whom the human part is divided; nobody: the platform's partner pool
 * @param setupFee for building the space, if one was agreed
 * @param subsidyPercent which part of the setup fee the Justice Fund takes over
 */
public record Terms(
        int shareBps,
        List<Band> volume,
        @Nullable Referral referral,
        int holdDays,
        List<Partner> partners,
        @Nullable Money setupFee,
        int subsidyPercent) {
    public static final int SHARE_BPS_MIN = 300;
    public static final int SHARE_BPS_MAX = 1_500;
    public static final int HOLD_DAYS_USUAL = 30;
    private static final int HOLD_DAYS_MAX = 365;
    private static final int BANDS_MAX = 50;
    public static final int SETUP_FEE_MIN_MAJOR = 500;
    public static final int SETUP_FEE_MAX_MAJOR = 5_000;

    public Terms {
        if (!isShare(shareBps)) {
            throw DomainException.invalid("shareBps", shareRule("A share"));
        }
        volume = inOrder(volume);
        if (holdDays < 0 || holdDays > HOLD_DAYS_MAX) {
            throw DomainException.invalid("holdDays", "Earnings are held for 0 to " + HOLD_DAYS_MAX + " days.");
        }
        partners = List.copyOf(partners);
        Partner.check(partners);
        if (setupFee != null) {
            check(setupFee);
        }
        if (subsidyPercent < 0 || subsidyPercent > 100) {
            throw DomainException.invalid("subsidyPercent", "A subsidy is 0 to 100 percent of the setup fee.");
        }
    }

    /** A share alone: no discounts, no referral, no partners, the usual hold. */
    public static Terms flat(int shareBps) {
        return new Terms(shareBps, List.of(), null, HOLD_DAYS_USUAL, List.of(), null, 0);
    }

    /** A tier with the usual discounts in a currency. */
    public static Terms of(Tier tier, Currency currency) {
        return flat(tier.shareBps()).withVolume(Band.usual(currency));
    }

    /** What counts for a tenant without an agreement. */
    public static Terms standard(Currency currency) {
        return of(Tier.STANDARD, currency);
    }

    public Terms withVolume(List<Band> bands) {
        return new Terms(shareBps, bands, referral, holdDays, partners, setupFee, subsidyPercent);
    }

    public Terms withReferral(@Nullable Referral other) {
        return new Terms(shareBps, volume, other, holdDays, partners, setupFee, subsidyPercent);
    }

    public Terms withPartners(List<Partner> others) {
        return new Terms(shareBps, volume, referral, holdDays, others, setupFee, subsidyPercent);
    }

    public Terms withSetupFee(@Nullable Money fee, int subsidy) {
        return new Terms(shareBps, volume, referral, holdDays, partners, fee, subsidy);
    }

    /** What the next unit costs when the month's volume is this much. */
    public int bpsAt(Currency currency, long monthVolume) {
        return volume.stream()
                .filter(band -> band.currency().equals(currency) && band.fromMinor() <= monthVolume)
                .mapToInt(Band::bps)
                .reduce(shareBps, Math::min);
    }

    /** The volume discounts that lower anything: one as high as the share, or as what came before it, does not. */
    public List<Band> discounts() {
        return volume.stream()
                .filter(band -> band.bps() < bpsAt(band.currency(), band.fromMinor() - 1))
                .toList();
    }

    /** The next discount that the month's volume has not reached and that lowers anything. */
    public Optional<Band> nextBand(Currency currency, long monthVolume) {
        var now = bpsAt(currency, monthVolume);
        return volume.stream()
                .filter(band -> band.currency().equals(currency) && band.fromMinor() > monthVolume && band.bps() < now)
                .findFirst();
    }

    /** The gross that takes the month's volume on from where it is, cut at the volume bands; zero has no slices. */
    List<Slice> slices(Currency currency, long volumeBefore, long gross) {
        if (gross < 0) {
            return slices(currency, Math.addExact(volumeBefore, gross), Math.negateExact(gross)).stream()
                    .map(slice -> new Slice(slice.bps(), -slice.minor()))
                    .toList();
        }
        var end = Math.addExact(volumeBefore, gross);
        var slices = new ArrayList<Slice>();
        var at = volumeBefore;
        while (at < end) {
            var upTo = Math.min(end, nextBand(currency, at).map(Band::fromMinor).orElse(end));
            slices.add(new Slice(bpsAt(currency, at), upTo - at));
            at = upTo;
        }
        return slices;
    }

    private static List<Band> inOrder(List<Band> given) {
        if (given.size() > BANDS_MAX) {
            throw DomainException.invalid("volume", "An agreement has at most " + BANDS_MAX + " volume discounts.");
        }
        for (var i = 0; i < given.size(); i++) {
            var band = given.get(i);
            if (band.fromMinor() < 1 || band.fromMinor() > Amounts.MAX) {
                throw DomainException.invalid(
                        "volume[" + i + "].fromMinor", "A discount begins at 1 to " + Amounts.MAX + " minor units.");
            }
            if (!isShare(band.bps())) {
                throw DomainException.invalid("volume[" + i + "].bps", shareRule("A discounted share"));
            }
        }

        var rising = IntStream.range(0, given.size())
                .boxed()
                .sorted(Comparator.comparing(
                                (Integer i) -> given.get(i).currency().getCurrencyCode())
                        .thenComparing(i -> given.get(i).fromMinor()))
                .toList();
        for (var i = 1; i < rising.size(); i++) {
            check(given.get(rising.get(i - 1)), given.get(rising.get(i)), "volume[" + rising.get(i) + "]");
        }
        return rising.stream().map(given::get).toList();
    }

    private static void check(Band lower, Band band, String field) {
        if (!band.currency().equals(lower.currency())) {
            return;
        }
        if (band.fromMinor() == lower.fromMinor()) {
            throw DomainException.invalid(field + ".fromMinor", "Two discounts begin at " + band.fromMinor() + ".");
        }
        if (band.bps() > lower.bps()) {
            throw DomainException.invalid(
                    field + ".bps", "More volume only lowers the share: at most " + lower.bps() + " from here on.");
        }
    }

    private static void check(Money fee) {
        var min = Money.ofMajor(SETUP_FEE_MIN_MAJOR, fee.currency());
        var max = Money.ofMajor(SETUP_FEE_MAX_MAJOR, fee.currency());
        if (fee.minor() < min.minor() || fee.minor() > max.minor()) {
            throw DomainException.invalid("setupFee", "A setup fee is " + min.inWords() + " to " + max.inWords() + ".");
        }
    }

    private static boolean isShare(int bps) {
        return bps >= SHARE_BPS_MIN && bps <= SHARE_BPS_MAX;
    }

    private static String shareRule(String what) {
        return what + " is " + SHARE_BPS_MIN + " to " + SHARE_BPS_MAX + " basis points.";
    }
}
