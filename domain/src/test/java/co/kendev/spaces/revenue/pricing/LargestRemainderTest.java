package co.kendev.spaces.revenue.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LargestRemainderTest {
    private static final List<Long> FOUR_WAYS = List.of(50L, 30L, 15L, 5L);

    @ParameterizedTest
    @CsvSource({
        "0,      0/0/0/0",
        "1,      1/0/0/0",
        "2,      1/1/0/0",
        "3,      2/1/0/0",
        "11,     5/3/2/1",
        "12,     6/4/2/0",
        "19,     9/6/3/1",
        "99,     49/30/15/5",
        "105,    53/31/16/5",
        "106,    53/32/16/5",
        "333,    166/100/50/17",
        "605,    303/181/91/30",
        "800,    400/240/120/40",
        "999,    499/300/150/50",
        "1000,   500/300/150/50",
        "6913,   3456/2074/1037/346",
        "9876,   4938/2963/1481/494",
        "94074,  47037/28222/14111/4704",
        "149900, 74950/44970/22485/7495",
    })
    void givesEverybodyTheirQuotaAndLeftoversToTheLargestFractions(long total, String parts) {
        assertThat(LargestRemainder.split(total, FOUR_WAYS)).isEqualTo(numbers(parts));
    }

    @ParameterizedTest
    @CsvSource({
        "1008,  7/4/2,  543/310/155",
        "10,    1/1/1,  4/3/3",
        "11,    1/1/1,  4/4/3",
        "1,     2/2,    1/0",
        "7,     0/3/0,  0/7/0",
        "5,     0/1/1,  0/3/2",
        "9600,  3000/7000, 2880/6720",
        "10,    6/6/2,  4/4/2",
        "11,    6/6/2,  5/5/1",
    })
    void takesAnyWeights(long total, String weights, String parts) {
        assertThat(LargestRemainder.split(total, numbers(weights))).isEqualTo(numbers(parts));
    }

    @ParameterizedTest
    @CsvSource({"1,-1/0/0/0", "12,-6/-4/-2/0", "105,-53/-31/-16/-5"})
    void takesBackAsItGives(long total, String parts) {
        assertThat(LargestRemainder.split(-total, FOUR_WAYS)).isEqualTo(numbers(parts));
    }

    @Test
    void staysExactWhereALongWouldOverflow() {
        var largest = List.of(Long.MAX_VALUE, Long.MAX_VALUE, 1L);

        assertThat(LargestRemainder.split(Amounts.MAX, largest))
                .containsExactly(500_000_000_000_000L, 500_000_000_000_000L, 0L);
        assertThat(LargestRemainder.split(-Amounts.MAX + 1, largest))
                .containsExactly(-500_000_000_000_000L, -499_999_999_999_999L, 0L);
        assertThat(LargestRemainder.split(Long.MAX_VALUE, List.of(Long.MAX_VALUE)))
                .containsExactly(Long.MAX_VALUE);
    }

    @Test
    void refusesWhatCannotBeDivided() {
        assertThatIllegalArgumentException().isThrownBy(() -> LargestRemainder.split(5, List.of(0L, 0L)));
        assertThatIllegalArgumentException().isThrownBy(() -> LargestRemainder.split(5, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> LargestRemainder.split(5, List.of(2L, -1L)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LargestRemainder.split(List.of(BigInteger.ONE), BigInteger.TWO));
    }

    static List<Long> numbers(String slashed) {
        return Arrays.stream(slashed.split("/")).map(Long::valueOf).toList();
    }
}
