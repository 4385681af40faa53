package co.kendev.spaces.revenue.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.kendev.spaces.platform.errors.DomainException;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PricingTest {
    static final Currency USD = Currency.getInstance("USD");
    static final Referral OPEN_ENDED = new Referral("desert-digital", List.of(new Referral.Step(null, 3_000)));
    static final Terms HAYS = Terms.flat(800).withReferral(OPEN_ENDED);

    @ParameterizedTest
    @CsvSource({
        "a sale with referral,      120000, 800, 3000, 110400, 2880, 3360/2016/1008/336",
        "a sale without,            120000, 800, 0,    110400, 0,    4800/2880/1440/480",
        "an uneven one,             123456, 800, 3000, 113580, 2963, 3456/2074/1037/346",
        "a tie,                     8637,   700, 0,    8032,   0,    303/181/91/30",
        "a small one with referral, 1999,   700, 3000, 1859,   42,   49/29/15/5",
        "yen,                       10001,  800, 0,    9201,   0,    400/240/120/40",
        "a share of a half unit,    50,     500, 0,    48,     0,    1/1/0/0",
        "less than a half unit,     9,      500, 0,    9,      0,    0/0/0/0",
        "exactly half a unit,       10,     500, 0,    10,     0,    0/0/0/0",
        "more than a half unit,     11,     500, 0,    10,     0,    1/0/0/0",
        "one unit,                  1,      1500, 3000, 1,     0,    0/0/0/0",
    })
    void dividesToTheCent(
            String what, long amount, int shareBps, int referrerBps, long tenant, long referrer, String fourWays) {
        var terms = Terms.flat(shareBps);
        if (referrerBps > 0) {
            terms = terms.withReferral(new Referral("desert-digital", List.of(new Referral.Step(null, referrerBps))));
        }

        for (var code : List.of("USD", "JPY", "KWD")) {
            var priced = Pricing.price(sale(amount, Currency.getInstance(code)), terms, 0);

            assertThat(priced.allocation().of(Party.TENANT)).as(what).isEqualTo(tenant);
            assertThat(priced.share()).isEqualTo(amount - tenant);
            assertThat(priced.allocation().share()).isEqualTo(amount - tenant);
            assertThat(priced.allocation().of(Recipient.referrer("desert-digital")))
                    .isEqualTo(referrer);
            assertThat(fourWays(priced.allocation())).as(what).isEqualTo(fourWays);
            assertThat(priced.allocation().total()).isEqualTo(amount);
        }
    }

    @Test
    void dividesTheAiPartByRecordedWork() {
        var work = List.of(new Contribution("claude", 7), new Contribution("openai", 4), new Contribution("gemini", 2));

        var allocation = Pricing.price(new Sale(Amounts.of(120_000, 0, 0), USD, 0, work), HAYS, 0)
                .allocation();

        assertThat(allocation.of(Recipient.agent("claude"))).isEqualTo(543);
        assertThat(allocation.of(Recipient.agent("openai"))).isEqualTo(310);
        assertThat(allocation.of(Recipient.agent("gemini"))).isEqualTo(155);
        assertThat(allocation.of(Party.AI)).isEqualTo(1_008);
        assertThat(allocation.of(Recipient.AI_FUND)).isZero();
    }

    @Test
    void dividesTheHumanPartInListedOrder() {
        var terms = Terms.flat(500).withPartners(List.of(new Partner("Zoe", 1), new Partner("Ana", 1)));

        var allocation = Pricing.price(sale(1_000, USD), terms, 0).allocation();

        assertThat(allocation.of(Recipient.partner("Zoe"))).isEqualTo(8);
        assertThat(allocation.of(Recipient.partner("Ana"))).isEqualTo(7);
        assertThat(allocation.of(Recipient.PARTNER_POOL)).isZero();
    }

    @Test
    void whatNobodyEarnedGoesToPoolAndFund() {
        var allocation = Pricing.price(sale(120_000, USD), HAYS, 0).allocation();

        assertThat(allocation.of(Recipient.PARTNER_POOL)).isEqualTo(2_016);
        assertThat(allocation.of(Recipient.AI_FUND)).isEqualTo(1_008);
        assertThat(allocation.parts().keySet())
                .containsExactly(
                        Recipient.TENANT,
                        Recipient.referrer("desert-digital"),
                        Recipient.PLATFORM,
                        Recipient.PARTNER_POOL,
                        Recipient.AI_FUND,
                        Recipient.JUSTICE_FUND);
    }

    @Test
    void taxAndShippingPassToTheTenantUnshared() {
        var allocation = Pricing.price(new Sale(Amounts.of(131_500, 9_600, 1_900), USD, 0, List.of()), HAYS, 0)
                .allocation();

        assertThat(allocation.of(Recipient.TENANT)).isEqualTo(110_400);
        assertThat(allocation.of(Recipient.TAX)).isEqualTo(9_600);
        assertThat(allocation.of(Recipient.SHIPPING)).isEqualTo(1_900);
        assertThat(allocation.of(Party.TENANT)).isEqualTo(121_900);
        assertThat(allocation.share()).isEqualTo(9_600);
        assertThat(allocation.total()).isEqualTo(131_500);
    }

    @Test
    void whereAllIsTaxNothingIsShared() {
        var priced = Pricing.price(new Sale(Amounts.of(500, 400, 100), USD, 0, List.of()), HAYS, 0);

        assertThat(priced.share()).isZero();
        assertThat(priced.allocation().of(Party.TENANT)).isEqualTo(500);
        assertThat(priced.effectiveBps()).isEqualTo("800.00");
        assertThat(priced.slices()).isEmpty();
    }

    @Test
    void volumeLowersOnlyWhatLiesBeyond() {
        var terms = Terms.flat(800).withVolume(List.of(new Band(USD, 1_000_000, 600)));

        var priced = Pricing.price(sale(1_234_567, USD), terms, 0);

        assertThat(priced.slices()).containsExactly(new Slice(800, 1_000_000), new Slice(600, 234_567));
        assertThat(priced.share()).isEqualTo(94_074);
        assertThat(fourWays(priced.allocation())).isEqualTo("47037/28222/14111/4704");
        assertThat(priced.effectiveBps()).isEqualTo("762.00");
    }

    @ParameterizedTest
    @CsvSource({
        "0,       1000,    50,     500.00",
        "999999,  1,       0,      500.00",
        "999000,  2000,    95,     475.00",
        "1000000, 1000,    45,     450.00",
        "0,       7000000, 287500, 410.71",
        "9000000, 1000,    35,     350.00",
        "-500,    1000,    50,     500.00",
    })
    void theMonthSoFarDecidesTheBand(long volumeBefore, long gross, long share, String effectiveBps) {
        var sale = new Sale(Amounts.of(gross, 0, 0), USD, volumeBefore, List.of());

        var priced = Pricing.price(sale, Terms.standard(USD), 0);

        assertThat(priced.share()).isEqualTo(share);
        assertThat(priced.effectiveBps()).isEqualTo(effectiveBps);
    }

    @Test
    void laterStepsOfTheReferralEarnLess() {
        var terms = Terms.flat(800).withReferral(Referral.usual("desert-digital"));

        assertThat(List.of(0, 1, 2))
                .extracting(step -> Pricing.price(sale(120_000, USD), terms, step)
                        .allocation()
                        .of(Party.REFERRER))
                .containsExactly(2_880L, 960L, 480L);
    }

    @Test
    void theLargestSaleOverflowsNothing() {
        var sale = new Sale(Amounts.of(Amounts.MAX, 1, 1), USD, Long.MAX_VALUE - Amounts.MAX, List.of());

        var allocation = Pricing.price(sale, Terms.flat(1_500).withReferral(OPEN_ENDED), 0)
                .allocation();

        assertThat(allocation.of(Recipient.TENANT)).isEqualTo(849_999_999_999_998L);
        assertThat(allocation.of(Party.REFERRER)).isEqualTo(45_000_000_000_000L);
        assertThat(allocation.total()).isEqualTo(Amounts.MAX);
    }

    @ParameterizedTest
    @CsvSource({
        "0,                0,   0,   amountMinor",
        "-1,               0,   0,   amountMinor",
        "1000000000000001, 0,   0,   amountMinor",
        "100,              101, 0,   taxMinor",
        "100,              -1,  0,   taxMinor",
        "100,              60,  41,  shippingMinor",
        "100,              0,   -1,  shippingMinor",
        "100,              0,   9223372036854775807, shippingMinor",
    })
    void aWrongAmountNamesItsField(long amount, long tax, long shipping, String field) {
        assertThatThrownBy(() -> Amounts.of(amount, tax, shipping))
                .isInstanceOfSatisfying(
                        DomainException.class, e -> assertThat(e.field()).isEqualTo(field));
    }

    @ParameterizedTest
    @CsvSource({
        "leo/1/leo/2,contributions[1].agent",
        "leo/0,contributions[0].weight",
        "leo/1/mia/1000001,contributions[1].weight"
    })
    void aWrongContributionNamesItsField(String listed, String field) {
        var words = List.of(listed.split("/"));
        var contributions = java.util.stream.IntStream.range(0, words.size() / 2)
                .mapToObj(i -> new Contribution(words.get(2 * i), Long.parseLong(words.get(2 * i + 1))))
                .toList();

        assertThatThrownBy(() -> new Sale(Amounts.of(100, 0, 0), USD, 0, contributions))
                .isInstanceOfSatisfying(
                        DomainException.class, e -> assertThat(e.field()).isEqualTo(field));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2/25",
                "0/1",
                "94074/1234567",
                "1234567890123456789012345678901/99999999999999999999999999999999"
            })
    void aRateIsReadAsItWasWritten(String fraction) {
        assertThat(Rate.parse(fraction))
                .isEqualTo(Rate.parse(Rate.parse(fraction).toString()));
    }

    @Test
    void aRateIsInLowestTerms() {
        assertThat(Rate.parse("800/10000")).hasToString("2/25");
        assertThatThrownBy(() -> Rate.parse("8%")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Rate.parse("1/0")).isInstanceOf(IllegalArgumentException.class);
    }

    static Sale sale(long amount, Currency currency) {
        return new Sale(Amounts.of(amount, 0, 0), currency, 0, List.of());
    }

    static String fourWays(Allocation allocation) {
        return allocation.of(Party.PLATFORM) + "/" + allocation.of(Party.HUMAN) + "/" + allocation.of(Party.AI) + "/"
                + allocation.of(Party.JUSTICE);
    }
}
