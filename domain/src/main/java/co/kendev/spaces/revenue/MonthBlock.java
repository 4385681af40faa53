package co.kendev.spaces.revenue;

import co.kendev.spaces.identity.Tenant;
import java.time.YearMonth;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Draws what closing a month did as blocks of a message. */
@Component
class MonthBlock {
    static final String TRUE_UP = "true-up";
    static final String CLOSED = "month-close";

    private final JsonMapper json;

    MonthBlock(JsonMapper json) {
        this.json = json;
    }

    JsonNode of(Tenant tenant, MonthTrueUp trueUp) {
        return json.valueToTree(List.of(new One(
                TRUE_UP,
                1,
                trueUp.month().toString(),
                trueUp.currency().getCurrencyCode(),
                trueUp.version(),
                trueUp.step(),
                trueUp.netGross(),
                trueUp.share(),
                trueUp.postedShare(),
                Parties.of(trueUp.change()),
                trueUp.because(),
                href(tenant, trueUp.month()))));
    }

    JsonNode of(Tenant tenant, YearMonth month, List<Total> totals, int statements) {
        return json.valueToTree(
                List.of(new Closed(CLOSED, 1, month.toString(), totals, statements, href(tenant, month))));
    }

    /** Where the statements of a month are. */
    static String href(Tenant tenant, YearMonth month) {
        return "/statements?tenant=" + tenant.slug() + "&month=" + month;
    }

    /** A month in one currency. */
    record Total(String currency, int payments, int refunds, long netGrossMinor, long shareMinor, long trueUpMinor) {
        Total plus(Total other) {
            return new Total(
                    currency,
                    payments + other.payments,
                    refunds + other.refunds,
                    Math.addExact(netGrossMinor, other.netGrossMinor),
                    Math.addExact(shareMinor, other.shareMinor),
                    Math.addExact(trueUpMinor, other.trueUpMinor));
        }
    }

    private record One(
            String type,
            int version,
            String month,
            String currency,
            int agreementVersion,
            int referralStep,
            long netGrossMinor,
            long shareMinor,
            long postedShareMinor,
            Parties parties,
            String because,
            String href) {}

    private record Closed(String type, int version, String month, List<Total> totals, int statements, String href) {}
}
