package co.kendev.spaces.revenue.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.html.Span;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Currency;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** How the tables of money are sorted, and what is taken along of them. */
class TableTest {
    private static final Currency USD = Currency.getInstance("USD");
    private static final Currency JPY = Currency.getInstance("JPY");

    private final Figures figures = new Figures(Locale.US);
    private final Tables tables = new Tables(() -> {});

    @Test
    void figuresAreSortedByWhatTheyAreAndNotByTheirWords() {
        tables.turn("Sales", 1, true);
        assertThat(table().getElement().getTextRecursively()).containsSubsequence("ten", "=nine", "minus");

        tables.turn("Sales", 1, true);
        assertThat(table().getElement().getTextRecursively()).containsSubsequence("minus", "=nine", "ten");
    }

    @Test
    void amountsAreTakenAlongInWholeUnitsAndNothingBecomesAFormula() throws IOException {
        var text = new StringWriter();
        table().write(text);

        assertThat(text.toString().split("\\r\\n"))
                .containsExactly(
                        "What,Amount,When,Currency",
                        "'=nine,9.50,2026-11-26T10:00:00Z,USD",
                        "ten,1000,2026-11-26T11:00:00Z,JPY",
                        "minus,-1.00,2026-11-26T12:00:00Z,USD");
    }

    private Table table() {
        return tables.table("Sales", Table.head("What"), Table.head("Amount", "n"), Table.head("When"))
                .row(new Span("=nine"), figures.amount(950, USD), time("2026-11-26T10:00:00Z"))
                .row(new Span("ten"), figures.amount(1_000, JPY), time("2026-11-26T11:00:00Z"))
                .row(new Span("minus"), figures.amount(-100, USD), time("2026-11-26T12:00:00Z"));
    }

    private static Span time(String at) {
        return Parts.time(Instant.parse(at), "stamp");
    }
}
