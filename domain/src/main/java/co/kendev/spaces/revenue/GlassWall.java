package co.kendev.spaces.revenue;

import co.kendev.spaces.ledger.Flow;
import co.kendev.spaces.ledger.Ledger;
import co.kendev.spaces.platform.time.BusinessTime;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** What everybody may see of the Justice Fund: what it holds, where that came from, and what it gave; never from or to whom. */
@Component
public class GlassWall {
    /** This one and those before. */
    private static final int MONTHS = 12;

    private static final Duration FRESH = Duration.ofSeconds(30);

    private final Ledger ledger;
    private final BusinessTime time;
    /** Everybody may look at the sums of a year; what the fund holds is asked for every time. */
    private final LoadingCache<YearMonth, List<Flow>> flows;

    GlassWall(Ledger ledger, BusinessTime time) {
        this.ledger = ledger;
        this.time = time;
        this.flows = Caffeine.newBuilder()
                .maximumSize(2)
                .expireAfterWrite(FRESH)
                .build(month -> ledger.houseFlow(PartyAccounts.JUSTICE, PartyAccounts.JUSTICE_FUND, month));
    }

    /** The fund as it is now, by currency. */
    public View look() {
        var now = time.now();
        var last = YearMonth.from(now.atZone(ZoneOffset.UTC));
        var since = last.minusMonths(MONTHS - 1L);
        var flow = flows.get(since);
        var pots = new ArrayList<Pot>();
        ledger.houseBalances(PartyAccounts.JUSTICE, PartyAccounts.JUSTICE_FUND)
                .forEach((currency, balance) ->
                        pots.add(new Pot(currency, balance.total(), months(flow, currency, since, last))));
        return new View(now, pots);
    }

    private static List<Month> months(List<Flow> flow, Currency currency, YearMonth since, YearMonth last) {
        var months = new TreeMap<YearMonth, Map<Kind, BigInteger>>();
        for (var month = since; !month.isAfter(last); month = month.plusMonths(1)) {
            months.put(month, new EnumMap<>(Kind.class));
        }
        for (var each : flow) {
            var sums = months.get(each.month());
            if (sums != null && each.currency().equals(currency)) {
                sums.merge(Kind.of(each.kind()), each.minor(), BigInteger::add);
            }
        }
        return months.entrySet().stream()
                .map(month -> new Month(month.getKey(), month.getValue()))
                .toList();
    }

    /** What a sum is for. */
    public enum Kind {
        SALES,
        SETUP_FEES,
        DONATIONS,
        /** Towards the setup fees of businesses that work for justice; negative. */
        SUBSIDIES;

        static Kind of(String transaction) {
            return switch (transaction) {
                case "donation" -> DONATIONS;
                case "setup-fee" -> SETUP_FEES;
                case "subsidy" -> SUBSIDIES;
                default -> SALES;
            };
        }
    }

    /** The fund at an instant. */
    public record View(Instant at, List<Pot> pots) {}

    /** What it holds in a currency, to this second, with the last twelve months, oldest first. */
    public record Pot(Currency currency, long totalMinor, List<Month> months) {
        /** All of a kind in these months. */
        public BigInteger sum(Kind kind) {
            return months.stream().map(month -> month.of(kind)).reduce(BigInteger.ZERO, BigInteger::add);
        }
    }

    /** What came in a month, and left. */
    public record Month(YearMonth month, Map<Kind, BigInteger> sums) {
        public BigInteger of(Kind kind) {
            return sums.getOrDefault(kind, BigInteger.ZERO);
        }
    }
}
