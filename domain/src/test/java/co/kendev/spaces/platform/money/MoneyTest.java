package co.kendev.spaces.platform.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {
    @ParameterizedTest
    @CsvSource({"USD,50000,500.00 USD", "JPY,500,500 JPY", "KWD,500000,500.000 KWD", "XAU,500,500 XAU"})
    void knowsHowManyMinorUnitsACurrencyHas(String code, long minor, String words) {
        var money = Money.ofMajor(500, Currency.getInstance(code));

        assertThat(money.minor()).isEqualTo(minor);
        assertThat(money.inWords()).isEqualTo(words);
    }

    @Test
    void neverOverflowsInSilence() {
        var dollars = Currency.getInstance("USD");

        assertThatThrownBy(() -> Money.ofMajor(Long.MAX_VALUE / 10, dollars)).isInstanceOf(ArithmeticException.class);
    }
}
