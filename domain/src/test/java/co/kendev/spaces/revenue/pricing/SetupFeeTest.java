package co.kendev.spaces.revenue.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetupFeeTest {
    @Test
    void isDividedFourWaysInFull() {
        var fee = SetupFee.of(149_900, 40, 500_000, List.of());

        assertThat(fee.allocation().of(Recipient.PLATFORM)).isEqualTo(74_950);
        assertThat(fee.allocation().of(Recipient.PARTNER_POOL)).isEqualTo(44_970);
        assertThat(fee.allocation().of(Recipient.AI_FUND)).isEqualTo(22_485);
        assertThat(fee.allocation().of(Recipient.JUSTICE_FUND)).isEqualTo(7_495);
        assertThat(fee.allocation().total()).isEqualTo(149_900);
    }

    @Test
    void goesToTheHumanPartnersByTheirParts() {
        var fee = SetupFee.of(149_900, 0, 0, List.of(new Partner("Ana Ortiz", 2), new Partner("Ben Reyes", 1)));

        assertThat(fee.allocation().of(Recipient.partner("Ana Ortiz"))).isEqualTo(29_980);
        assertThat(fee.allocation().of(Recipient.partner("Ben Reyes"))).isEqualTo(14_990);
    }

    @ParameterizedTest
    @CsvSource({
        "149900, 40,  500000, 59960, 89940",
        "149900, 40,  59959,  59959, 89941",
        "149900, 40,  0,      0,     149900",
        "149900, 40,  -1,     0,     149900",
        "149900, 0,   500000, 0,     149900",
        "149900, 100, 500000, 149900, 0",
        "50050,  1,   500000, 500,   49550",
        "50051,  1,   500000, 501,   49550",
    })
    void theFundPaysItsPercentButNeverMoreThanItHas(long fee, int percent, long fund, long subsidy, long payable) {
        var subsidised = SetupFee.of(fee, percent, fund, List.of());

        assertThat(subsidised.subsidy()).isEqualTo(subsidy);
        assertThat(subsidised.payable()).isEqualTo(payable);
    }
}
