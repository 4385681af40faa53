package co.kendev.spaces.platform.ui;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.platform.money.Money;
import java.util.Currency;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120000 | USD | en-US | $1,200.00",
                "-5 | USD | en-US | -$0.05",
                "1200 | JPY | en-US | ¥1,200",
                "1234567 | KWD | de-DE | 1.234,567 KWD",
                "120000 | EUR | de-DE | 1.200,00 €",
                "900719925474099312 | USD | en-US | $9,007,199,254,740,993.12"
            })
    void keepTheirCurrencyItsDigitsAndAllOfTheirs(long minor, String currency, String language, String words) {
        var money = new Money(minor, Currency.getInstance(currency));

        assertThat(Amounts.words(money, Locale.forLanguageTag(language)).replaceAll("\\p{Z}", " "))
                .isEqualTo(words);
    }
}
