package co.kendev.spaces.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoShopTest {
    private static final YearMonth FIRST = YearMonth.of(2026, 5);
    private static final Instant LATER = Instant.parse("2027-01-01T00:00:00Z");

    @Test
    void everyBusinessOfTheDemoSellsPlausibly() {
        assertThat(DemoShop.ALL)
                .extracting(DemoShop::slug)
                .containsExactlyInAnyOrderElementsOf(DemoTenants.TENANTS.stream()
                        .map(DemoTenants.Tenant::slug)
                        .toList());
        for (var shop : DemoShop.ALL) {
            var sales = half(shop);
            assertThat(sales).as(shop.slug()).hasSizeBetween(60, 200);
            assertThat(sales).extracting(DemoSale::eventId).doesNotHaveDuplicates();
            assertThat(sales).allSatisfy(sale -> {
                assertThat(sale.eventId()).matches("[A-Za-z0-9._:~@+-]{1,120}");
                assertThat(sale.amountMinor()).isPositive().isGreaterThan(sale.taxMinor() + sale.shippingMinor());
                var refund = sale.refund();
                assertThat(refund == null || refund.amountMinor() <= sale.amountMinor())
                        .isTrue();
            });
            assertThat(sales).anyMatch(sale -> sale.refund() != null);
            assertThat(sales).anyMatch(sale -> sale.agent() != null);
        }
    }

    @Test
    void oneSellsInSeveralCurrenciesAndSomeTakeCash() {
        assertThat(half(shop("celersoft"))).extracting(DemoSale::currency).contains("USD", "EUR", "GBP", "JPY");
        assertThat(half(shop("hays-cactus-farm"))).anyMatch(DemoSale::cash).anyMatch(sale -> sale.shippingMinor() > 0);
    }

    @Test
    void theSameMonthIsTheSameSalesAndNoneLiesInTheFuture() {
        var farm = shop("hays-cactus-farm");
        var whole = farm.sales(FIRST, LATER);
        var middle = Instant.parse("2026-05-15T12:00:00Z");

        assertThat(farm.sales(FIRST, LATER)).isEqualTo(whole);
        assertThat(farm.sales(FIRST, middle))
                .isNotEmpty()
                .isEqualTo(whole.stream()
                        .filter(sale -> sale.occurredAt().isBefore(middle))
                        .toList());
        assertThat(whole).isSortedAccordingTo((one, two) -> one.occurredAt().compareTo(two.occurredAt()));
    }

    private static DemoShop shop(String slug) {
        return DemoShop.ALL.stream()
                .filter(shop -> shop.slug().equals(slug))
                .findFirst()
                .orElseThrow();
    }

    private static List<DemoSale> half(DemoShop shop) {
        var all = new ArrayList<DemoSale>();
        for (int i = 0; i < 6; i++) {
            all.addAll(shop.sales(FIRST.plusMonths(i), LATER));
        }
        return all;
    }
}
