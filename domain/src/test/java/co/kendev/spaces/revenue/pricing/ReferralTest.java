package co.kendev.spaces.revenue.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.kendev.spaces.platform.errors.DomainException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReferralTest {
    @ParameterizedTest
    @CsvSource({
        "2026-03-15, 2026-03-15, 3000",
        "2026-03-15, 2027-03-14, 3000",
        "2026-03-15, 2027-03-15, 1000",
        "2026-03-15, 2029-03-14, 1000",
        "2026-03-15, 2029-03-15, 500",
        "2026-03-15, 9999-12-31, 500",
        "2024-02-29, 2025-02-27, 3000",
        "2024-02-29, 2025-02-28, 1000",
    })
    void usuallyEarnsLessStepByStep(LocalDate first, LocalDate date, int bps) {
        var usual = Referral.usual("desert-digital");

        assertThat(usual.terms().get(usual.stepAt(first, date)).bps()).isEqualTo(bps);
    }

    @Test
    void countsMonthsFromTheFirstDayNotFromTheStepBefore() {
        var monthly = new Referral(
                "desert-digital",
                List.of(new Referral.Step(1, 3_000), new Referral.Step(1, 2_000), new Referral.Step(null, 0)));
        var first = LocalDate.of(2026, 1, 31);

        assertThat(monthly.stepAt(first, LocalDate.of(2026, 2, 27))).isEqualTo(0);
        assertThat(monthly.stepAt(first, LocalDate.of(2026, 2, 28))).isEqualTo(1);
        assertThat(monthly.stepAt(first, LocalDate.of(2026, 3, 30))).isEqualTo(1);
        assertThat(monthly.stepAt(first, LocalDate.of(2026, 3, 31))).isEqualTo(2);
    }

    @Test
    void hasNoStepBeforeItBegan() {
        var first = LocalDate.of(2026, 3, 15);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Referral.usual("desert-digital").stepAt(first, first.minusDays(1)));
    }

    static Stream<Arguments> wrong() {
        var open = new Referral.Step(null, 500);
        return Stream.of(
                Arguments.of("referral.referrer", " ", List.of(open)),
                Arguments.of("referral.terms", "desert-digital", List.of()),
                Arguments.of("referral.terms", "desert-digital", Collections.nCopies(13, open)),
                Arguments.of("referral.terms[0].months", "desert-digital", List.of(open, open)),
                Arguments.of("referral.terms[0].months", "desert-digital", List.of(new Referral.Step(0, 3_000), open)),
                Arguments.of(
                        "referral.terms[0].months", "desert-digital", List.of(new Referral.Step(121, 3_000), open)),
                Arguments.of("referral.terms[0].months", "desert-digital", List.of(new Referral.Step(12, 3_000))),
                Arguments.of(
                        "referral.terms[1].bps",
                        "desert-digital",
                        List.of(new Referral.Step(12, 3_000), new Referral.Step(null, 10_001))),
                Arguments.of("referral.terms[0].bps", "desert-digital", List.of(new Referral.Step(null, -1))));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongOneNamesItsField(String field, String referrer, List<Referral.Step> terms) {
        assertThatThrownBy(() -> new Referral(referrer, terms))
                .isInstanceOfSatisfying(
                        DomainException.class, e -> assertThat(e.field()).isEqualTo(field));
    }
}
