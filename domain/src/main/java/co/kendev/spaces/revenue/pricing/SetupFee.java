package co.kendev.spaces.revenue.pricing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fee for building a space: all of it is divided four ways, without referral, whoever pays it.
 *
 * @param subsidy what the Justice Fund pays
 * @param payable what the tenant pays
 */
public record SetupFee(long fee, long subsidy, long payable, Allocation allocation) {

    /**
     * @param subsidyPercent of the fee, half a unit rounded down
     * @param fundBalance the fund never pays more than it has
     */
    public static SetupFee of(long fee, int subsidyPercent, long fundBalance, List<Partner> partners) {
        if (fee < 0) {
            throw new IllegalArgumentException("a negative fee: " + fee);
        }
        var wanted = BigDecimal.valueOf(fee)
                .multiply(BigDecimal.valueOf(subsidyPercent, 2))
                .setScale(0, RoundingMode.HALF_DOWN)
                .longValueExact();
        var subsidy = Math.clamp(fundBalance, 0, wanted);

        var parts = new HashMap<Recipient, Long>();
        FourWays.divide(fee, partners, sum -> Map.of(Recipient.AI_FUND, sum), parts);
        return new SetupFee(fee, subsidy, fee - subsidy, Allocation.of(parts));
    }
}
