package co.kendev.spaces.revenue.pricing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/** The exact share of a gross amount, as a fraction in lowest terms: never rounded, so that refunds can go by it. */
public record Rate(BigInteger numerator, BigInteger denominator) {
    private static final BigInteger BASIS_POINTS = BigInteger.valueOf(10_000);
    private static final Pattern FRACTION = Pattern.compile("(\\d{1,60})/(\\d{1,60})");

    public Rate {
        if (denominator.signum() == 0) {
            throw new IllegalArgumentException("a rate of nothing");
        }
        var common = numerator.gcd(denominator).multiply(BigInteger.valueOf(denominator.signum()));
        numerator = numerator.divide(common);
        denominator = denominator.divide(common);
    }

    public static Rate ofBps(int bps) {
        return new Rate(BigInteger.valueOf(bps), BASIS_POINTS);
    }

    /** As {@link #toString} writes it. */
    public static Rate parse(String fraction) {
        var match = FRACTION.matcher(fraction);
        if (!match.matches()) {
            throw new IllegalArgumentException("no fraction: " + fraction);
        }
        return new Rate(new BigInteger(match.group(1)), new BigInteger(match.group(2)));
    }

    /** What sums of amounts times basis points are of their gross. */
    static Rate of(BigInteger amountsTimesBps, long gross) {
        return new Rate(amountsTimesBps, BASIS_POINTS.multiply(BigInteger.valueOf(gross)));
    }

    /** The share, rounded once; exactly half a unit stays with the tenant. */
    public long shareOf(long gross) {
        var exact = numerator.multiply(BigInteger.valueOf(gross));
        return new BigDecimal(exact)
                .divide(
                        new BigDecimal(denominator),
                        0,
                        exact.signum() < 0 ? RoundingMode.HALF_UP : RoundingMode.HALF_DOWN)
                .longValueExact();
    }

    /** Basis points with two decimals, half up, such as “762.00”. */
    public String effectiveBps() {
        return new BigDecimal(numerator.multiply(BASIS_POINTS))
                .divide(new BigDecimal(denominator), 2, RoundingMode.HALF_UP)
                .toPlainString();
    }

    @Override
    public String toString() {
        return numerator + "/" + denominator;
    }
}
