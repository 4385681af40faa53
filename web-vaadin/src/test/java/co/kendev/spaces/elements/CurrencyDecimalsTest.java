package co.kendev.spaces.elements;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the elements take for the minor unit of a currency is what the ledger takes for it. */
class CurrencyDecimalsTest {
    private static final Path MONEY = Path.of("src/main/elements/model/money.ts");
    private static final Pattern LINE = Pattern.compile("(?m)^  (\\d): \"([A-Z ]+)\",$");
    private static final int USUAL = 2;

    @Test
    void theyAreThoseOfTheLedger() throws Exception {
        Map<Integer, TreeSet<String>> ledger = Currency.getAvailableCurrencies().stream()
                .filter(currency -> currency.getDefaultFractionDigits() >= 0)
                .filter(currency -> currency.getDefaultFractionDigits() != USUAL)
                .collect(groupingBy(
                        Currency::getDefaultFractionDigits,
                        TreeMap::new,
                        mapping(Currency::getCurrencyCode, toCollection(TreeSet::new))));

        assertThat(written()).isEqualTo(ledger);
    }

    private static Map<Integer, TreeSet<String>> written() throws Exception {
        return LINE.matcher(Files.readString(MONEY))
                .results()
                .collect(Collectors.toMap(
                        line -> Integer.valueOf(line.group(1)),
                        line -> new TreeSet<>(List.of(line.group(2).split(" ")))));
    }
}
