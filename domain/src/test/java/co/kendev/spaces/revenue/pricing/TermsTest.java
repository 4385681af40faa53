package co.kendev.spaces.revenue.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.money.Money;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class TermsTest {
    private static final Currency USD = Currency.getInstance("USD");
    private static final Currency JPY = Currency.getInstance("JPY");

    @ParameterizedTest
    @CsvSource({
        "STANDARD,  0,       500",
        "STANDARD,  999999,  500",
        "STANDARD,  1000000, 450",
        "STANDARD,  2500000, 400",
        "STANDARD,  5000000, 350",
        "PREFERRED, 1000000, 400",
        "PREFERRED, 5000000, 350",
        "STRATEGIC, 5000000, 300",
    })
    void usualDiscountsOnlyLowerTheShare(Tier tier, long volume, int bps) {
        assertThat(Terms.of(tier, USD).bpsAt(USD, volume)).isEqualTo(bps);
    }

    @Test
    void discountsCountInTheirOwnCurrency() {
        var terms = Terms.standard(USD);

        assertThat(terms.bpsAt(JPY, 5_000_000)).isEqualTo(500);
        assertThat(Terms.standard(JPY).bpsAt(JPY, 10_000)).isEqualTo(450);
        assertThat(Terms.standard(Currency.getInstance("KWD"))
                        .volume()
                        .getFirst()
                        .fromMinor())
                .isEqualTo(10_000_000);
    }

    @ParameterizedTest
    @CsvSource({
        "STANDARD,0,1000000",
        "STANDARD,1000000,2500000",
        "PREFERRED,0,5000000",
        "STRATEGIC,0,",
        "STANDARD,5000000,"
    })
    void theNextBandIsTheNextThatLowersAnything(Tier tier, long volume, Long from) {
        assertThat(Terms.of(tier, USD)
                        .nextBand(USD, volume)
                        .map(Band::fromMinor)
                        .orElse(null))
                .isEqualTo(from);
    }

    @Test
    void aDiscountThatLowersNothingIsNone() {
        var bands = List.of(
                new Band(JPY, 50, 900), new Band(USD, 100, 800), new Band(USD, 200, 600), new Band(USD, 300, 500));

        assertThat(Terms.flat(800).withVolume(bands).discounts())
                .containsExactly(new Band(USD, 200, 600), new Band(USD, 300, 500));
    }

    @Test
    void discountsMayComeInAnyOrder() {
        var shuffled = List.of(new Band(USD, 200, 600), new Band(JPY, 50, 700), new Band(USD, 100, 700));

        assertThat(Terms.flat(800).withVolume(shuffled).volume())
                .containsExactly(new Band(JPY, 50, 700), new Band(USD, 100, 700), new Band(USD, 200, 600));
    }

    static Stream<Arguments> wrong() {
        var flat = Terms.flat(800);
        return Stream.of(
                wrong("shareBps", () -> Terms.flat(299)),
                wrong("shareBps", () -> Terms.flat(1_501)),
                wrong(
                        "volume[1].fromMinor",
                        () -> flat.withVolume(List.of(new Band(USD, 1, 700), new Band(USD, 0, 600)))),
                wrong("volume[0].fromMinor", () -> flat.withVolume(List.of(new Band(USD, Amounts.MAX + 1, 700)))),
                wrong("volume[0].bps", () -> flat.withVolume(List.of(new Band(USD, 1, 299)))),
                wrong("volume[0].bps", () -> flat.withVolume(List.of(new Band(USD, 1, 1_501)))),
                wrong(
                        "volume[1].fromMinor",
                        () -> flat.withVolume(List.of(new Band(USD, 9, 700), new Band(USD, 9, 600)))),
                wrong("volume[0].bps", () -> flat.withVolume(List.of(new Band(USD, 9, 700), new Band(USD, 5, 600)))),
                wrong("volume", () -> flat.withVolume(Collections.nCopies(51, new Band(USD, 1, 700)))),
                wrong("holdDays", () -> new Terms(800, List.of(), null, -1, List.of(), null, 0)),
                wrong("holdDays", () -> new Terms(800, List.of(), null, 366, List.of(), null, 0)),
                wrong("partners[0].name", () -> flat.withPartners(List.of(new Partner(" ", 1)))),
                wrong("partners[0].name", () -> flat.withPartners(List.of(new Partner("a".repeat(121), 1)))),
                wrong(
                        "partners[1].name",
                        () -> flat.withPartners(List.of(new Partner("Ana", 1), new Partner("Ana", 2)))),
                wrong("partners[0].weight", () -> flat.withPartners(List.of(new Partner("Ana", 0)))),
                wrong("partners[0].weight", () -> flat.withPartners(List.of(new Partner("Ana", 1_000_001)))),
                wrong("partners", () -> flat.withPartners(Collections.nCopies(21, new Partner("Ana", 1)))),
                wrong("setupFee", () -> flat.withSetupFee(new Money(49_999, USD), 0)),
                wrong("setupFee", () -> flat.withSetupFee(new Money(500_001, USD), 0)),
                wrong("setupFee", () -> flat.withSetupFee(new Money(50_000, JPY), 0)),
                wrong("subsidyPercent", () -> flat.withSetupFee(null, -1)),
                wrong("subsidyPercent", () -> flat.withSetupFee(null, 101)));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void thatBreakARuleNameTheField(String field, ThrowingCallable terms) {
        assertThatThrownBy(terms).isInstanceOfSatisfying(DomainException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID);
            assertThat(e.field()).isEqualTo(field);
        });
    }

    @Test
    void reachFromTheLowestToTheHighest() {
        assertThatCode(() -> {
                    Terms.flat(300).withSetupFee(new Money(50_000, USD), 0);
                    Terms.flat(1_500).withSetupFee(new Money(500_000, USD), 100);
                    Terms.flat(800).withSetupFee(new Money(5_000, JPY), 50);
                    Terms.flat(800).withVolume(List.of(new Band(USD, Amounts.MAX, 300)));
                })
                .doesNotThrowAnyException();
    }

    @Test
    void areTheSameOnceKeptAsJson() {
        var json = JsonMapper.builder().build();
        var terms = Terms.standard(USD)
                .withReferral(Referral.usual("desert-digital"))
                .withPartners(List.of(new Partner("Ana Ortiz", 2)))
                .withSetupFee(new Money(149_900, USD), 40);

        assertThat(json.readValue(json.writeValueAsString(terms), Terms.class)).isEqualTo(terms);
    }

    private static Arguments wrong(String field, ThrowingCallable terms) {
        return Arguments.of(field, terms);
    }
}
