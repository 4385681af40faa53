package co.kendev.spaces.revenue.pricing;

import static co.kendev.spaces.revenue.pricing.PricingTest.HAYS;
import static co.kendev.spaces.revenue.pricing.PricingTest.USD;
import static co.kendev.spaces.revenue.pricing.PricingTest.fourWays;
import static co.kendev.spaces.revenue.pricing.PricingTest.sale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.kendev.spaces.platform.errors.DomainException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefundingTest {
    private static final Amounts PAID = Amounts.of(13_150, 960, 190);

    @Test
    void reversesAPartAndThenTheRest() {
        var sale = Pricing.price(sale(120_000, USD), HAYS, 0);

        var first = refund(sale, Amounts.NOTHING, 33_333);
        assertThat(first.change().of(Party.TENANT)).isEqualTo(-30_666);
        assertThat(first.change().share()).isEqualTo(-2_667);
        assertThat(first.change().of(Party.REFERRER)).isEqualTo(-800);
        assertThat(fourWays(first.change())).isEqualTo("-934/-560/-280/-93");
        assertThat(first.remaining().of(Party.TENANT)).isEqualTo(79_734);
        assertThat(first.remaining().share()).isEqualTo(6_933);
        assertThat(first.remaining().of(Party.REFERRER)).isEqualTo(2_080);
        assertThat(fourWays(first.remaining())).isEqualTo("2426/1456/728/243");

        var rest = refund(sale, first.part(), 86_667);
        assertThat(rest.change()).isEqualTo(Allocation.NOTHING.minus(first.remaining()));
        assertThat(rest.remaining()).isEqualTo(Allocation.NOTHING);
        assertThat(rest.after()).isEqualTo(Amounts.NOTHING);

        assertThatThrownBy(() -> refund(sale, sale.sale().amounts(), 1))
                .isInstanceOfSatisfying(DomainException.class, e -> {
                    assertThat(e.field()).isEqualTo("amountMinor");
                    assertThat(e.detail()).contains("Only 0.00 USD");
                });
    }

    @Test
    void isCumulativeNotEachOnItsOwn() {
        var terms = Terms.flat(700).withReferral(PricingTest.OPEN_ENDED);
        var sale = Pricing.price(sale(1_999, USD), terms, 0);

        var first = refund(sale, Amounts.NOTHING, 1_000);
        var second = refund(sale, first.part(), 999);

        assertThat(fourWays(first.change())).isEqualTo("-24/-14/-8/-3");
        assertThat(fourWays(second.change())).isEqualTo("-25/-15/-7/-2");
    }

    @Test
    void mayGiveAPartyAUnitOfRounding() {
        var sale = Pricing.price(sale(150, USD), Terms.flat(800), 0);

        assertThat(fourWays(sale.allocation())).isEqualTo("6/4/2/0");
        assertThat(fourWays(refund(sale, Amounts.NOTHING, 12).change())).isEqualTo("-1/-1/0/1");
    }

    @Test
    void keepsTheRateOfTheSaleNotOfTheDay() {
        var terms = Terms.flat(800).withVolume(List.of(new Band(USD, 1_000_000, 600)));
        var sale = Pricing.price(sale(1_234_567, USD), terms, 0);

        var half = refund(sale, Amounts.NOTHING, 617_284);

        assertThat(half.remaining().share()).isEqualTo(47_037);
        assertThat(half.after().gross()).isEqualTo(617_283);
    }

    @Test
    void reversesAgentsAndPartnersCumulativelyToo() {
        var terms = HAYS.withPartners(List.of(new Partner("Ana", 2), new Partner("Ben", 1)));
        var work = List.of(new Contribution("claude", 7), new Contribution("openai", 4), new Contribution("gemini", 2));
        var sale = Pricing.price(new Sale(Amounts.of(120_000, 0, 0), USD, 0, work), terms, 0);

        var reversal = refund(sale, Amounts.NOTHING, 33_333);

        assertThat(reversal.remaining().of(Recipient.agent("claude"))).isEqualTo(392);
        assertThat(reversal.remaining().of(Recipient.agent("openai"))).isEqualTo(224);
        assertThat(reversal.remaining().of(Recipient.agent("gemini"))).isEqualTo(112);
        assertThat(reversal.change().of(Recipient.agent("claude"))).isEqualTo(-151);
        assertThat(reversal.remaining().of(Recipient.partner("Ana"))).isEqualTo(971);
        assertThat(reversal.remaining().of(Recipient.partner("Ben"))).isEqualTo(485);
    }

    @ParameterizedTest
    @CsvSource({
        "proportional,        0/0/0,      6575,  , ,    6000/480/95",
        "with a leftover,     0/0/0,      100,   , ,    91/7/2",
        "one unit,            0/0/0,      1,     , ,    1/0/0",
        "all,                 0/0/0,      13150, , ,    12000/960/190",
        "the rest,            91/7/2,     13050, , ,    11909/953/188",
        "named tax,           0/0/0,      1000,  500, , 500/500/0",
        "named shipping,      0/0/0,      190,   , 190, 0/0/190",
        "named both,          0/0/0,      1000,  80, 20, 900/80/20",
        "gross alone,         0/0/0,      12000, 0, 0,  12000/0/0",
        "after a named one,   0/960/0,    1219,  , ,    1200/0/19",
        "rest after a named,  500/500/0,  12150, , ,    11500/460/190",
    })
    void dividesItselfOnGrossTaxAndShipping(
            String what, String refunded, long amount, @Nullable Long tax, @Nullable Long shipping, String part) {
        assertThat(Refunding.part(PAID, amounts(refunded), USD, amount, tax, shipping))
                .as(what)
                .isEqualTo(amounts(part));
    }

    @ParameterizedTest
    @CsvSource({
        "0/0/0,        0,     ,    ,    amountMinor,   at least 1",
        "0/0/0,        13151, ,    ,    amountMinor,   Only 131.50 USD of this payment",
        "0/0/0,        9223372036854775807, , , amountMinor, Only 131.50 USD",
        "12000/960/189, 2,    ,    ,    amountMinor,   Only 0.01 USD of this payment",
        "0/500/0,      1000,  461, 0,   taxMinor,      Only 4.60 USD of its tax",
        "0/0/0,        1000,  0,   191, shippingMinor, Only 1.90 USD of its shipping",
        "0/0/0,        12001, 0,   0,   amountMinor,   Only 120.00 USD of its gross",
        "0/0/0,        1000,  1001, ,   taxMinor,      a part of the amount",
        "0/0/0,        1000,  ,    -1,  shippingMinor, a part of the amount",
    })
    void isRefusedOverTheRest(
            String refunded, long amount, @Nullable Long tax, @Nullable Long shipping, String field, String words) {
        assertThatThrownBy(() -> Refunding.part(PAID, amounts(refunded), USD, amount, tax, shipping))
                .isInstanceOfSatisfying(DomainException.class, e -> {
                    assertThat(e.field()).isEqualTo(field);
                    assertThat(e.detail()).contains(words);
                });
    }

    @Test
    void roundingMayMoveAUnitOfShippingTheOtherWay() {
        var paid = Amounts.of(14, 6, 2);
        var ten = Refunding.part(paid, Amounts.NOTHING, USD, 10, null, null);

        assertThat(ten).isEqualTo(new Amounts(4, 4, 2));
        assertThat(Refunding.part(paid, ten, USD, 1, null, null)).isEqualTo(new Amounts(1, 1, -1));
    }

    private static Reversal refund(PricedSale sale, Amounts refunded, long amount) {
        var paid = sale.sale().amounts();
        return Refunding.reverse(
                sale.division(), paid, refunded, Refunding.part(paid, refunded, USD, amount, null, null));
    }

    private static Amounts amounts(String slashed) {
        var numbers = LargestRemainderTest.numbers(slashed);
        return new Amounts(numbers.get(0), numbers.get(1), numbers.get(2));
    }
}
