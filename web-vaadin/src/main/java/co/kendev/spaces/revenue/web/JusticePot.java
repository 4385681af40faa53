package co.kendev.spaces.revenue.web;

import co.kendev.spaces.platform.money.Money;
import co.kendev.spaces.revenue.GlassWall;
import co.kendev.spaces.revenue.GlassWall.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;

/** What the fund holds in one currency, as the page draws it. */
public final class JusticePot {
    private static final List<Kind> INFLOW = List.of(Kind.SALES, Kind.SETUP_FEES, Kind.DONATIONS);
    private static final BigDecimal HEIGHT = BigDecimal.valueOf(100);

    private final GlassWall.Pot pot;
    private final Locale locale;
    private final BigInteger highest;

    JusticePot(GlassWall.Pot pot, Locale locale) {
        this.pot = pot;
        this.locale = locale;
        this.highest = pot.months().stream()
                .map(month -> INFLOW.stream()
                        .map(kind -> month.of(kind).max(BigInteger.ZERO))
                        .reduce(BigInteger.ZERO, BigInteger::add))
                .reduce(BigInteger.ONE, BigInteger::max);
    }

    public String getCode() {
        return pot.currency().getCurrencyCode();
    }

    public String getName() {
        return pot.currency().getDisplayName(locale);
    }

    public String getTotal() {
        return text(BigInteger.valueOf(pot.totalMinor()));
    }

    public String getGiven() {
        return text(pot.sum(Kind.SUBSIDIES).negate());
    }

    /** What came in, by kind, for all months together. */
    public List<Sum> getSums() {
        return INFLOW.stream()
                .map(kind -> new Sum(style(kind), label(kind), text(pot.sum(kind))))
                .toList();
    }

    public List<Column> getMonths() {
        return pot.months().stream().map(this::column).toList();
    }

    private Column column(GlassWall.Month month) {
        var bars = new ArrayList<Bar>();
        var top = HEIGHT;
        for (var kind : INFLOW) {
            var height = new BigDecimal(month.of(kind).max(BigInteger.ZERO))
                    .multiply(HEIGHT)
                    .divide(new BigDecimal(highest), 2, RoundingMode.HALF_UP);
            top = top.subtract(height).max(BigDecimal.ZERO);
            if (height.signum() > 0) {
                bars.add(new Bar(style(kind), top.toPlainString(), height.toPlainString()));
            }
        }
        var when = month.month();
        return new Column(
                when.getMonth().getDisplayName(TextStyle.SHORT_STANDALONE, locale),
                when.getMonth().getDisplayName(TextStyle.FULL_STANDALONE, locale) + " " + when.getYear(),
                text(month.of(Kind.SALES)),
                text(month.of(Kind.SETUP_FEES)),
                text(month.of(Kind.DONATIONS)),
                text(month.of(Kind.SUBSIDIES).negate()),
                bars);
    }

    private String text(BigInteger minor) {
        Currency currency = pot.currency();
        return new Money(minor.longValueExact(), currency).text(locale);
    }

    private static String label(Kind kind) {
        return switch (kind) {
            case SALES -> "From sales";
            case SETUP_FEES -> "From setup fees";
            case DONATIONS -> "Donated";
            case SUBSIDIES -> "Given";
        };
    }

    private static String style(Kind kind) {
        return switch (kind) {
            case SALES -> "1";
            case SETUP_FEES -> "2";
            case DONATIONS -> "3";
            case SUBSIDIES -> "4";
        };
    }

    /** A sum in the legend. */
    public record Sum(String style, String label, String amount) {}

    /** A month: as a column of the chart, and as a row of the table. */
    public record Column(
            String label,
            String name,
            String sales,
            String setupFees,
            String donations,
            String given,
            List<Bar> bars) {}

    /** A piece of a column of the chart, in hundredths of the highest, from the top. */
    public record Bar(String style, String top, String height) {}
}
