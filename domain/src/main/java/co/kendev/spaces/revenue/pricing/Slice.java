package co.kendev.spaces.revenue.pricing;

import java.math.BigInteger;
import java.util.List;

/** A stretch of gross inside one volume band, and what it costs. */
public record Slice(int bps, long minor) {
    static BigInteger amountsTimesBps(List<Slice> slices) {
        return slices.stream()
                .map(slice -> BigInteger.valueOf(slice.minor).multiply(BigInteger.valueOf(slice.bps)))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }
}
