package co.kendev.spaces.ledger;

/**
 * What an account holds in minor units of its currency; credit is positive.
 *
 * @param pending what may not be spent yet; total less available, either may be negative
 */
public record Balance(long total, long pending, long available) {
    public static final Balance ZERO = new Balance(0, 0, 0);
}
