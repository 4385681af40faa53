package co.kendev.spaces.revenue.web;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.Client;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.WebTest;
import co.kendev.spaces.platform.web.Visitor;
import co.kendev.spaces.revenue.GlassWall;
import co.kendev.spaces.revenue.GlassWall.Kind;
import java.math.BigInteger;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@WebTest
class JusticePagesTest {
    private static final String DONATIONS = "/api/v1/justice/donations";

    @LocalServerPort
    int port;

    @Autowired
    Fixtures fixtures;

    @Autowired
    Client.Factory clients;

    @Test
    void whatIsGivenStandsOnThePublicPageInTheSameSecondAndNamesNobody() {
        var gift = gift("opening");

        var answer = clients.operator().post(DONATIONS, gift);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        assertThat(answer.json().path("donor").stringValue()).isEqualTo("Marisol Vega");
        var page = new Visitor(port).get("/justice");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(page.body()).contains("data-total=\"DKK\">DKK5,000.00<").doesNotContain("Marisol");

        assertThat(clients.operator().post(DONATIONS, gift).status()).isEqualTo(200);
        assertThat(new Visitor(port).get("/justice").body()).contains("data-total=\"DKK\">DKK5,000.00<");
        gift.put("amountMinor", 1);
        var other = clients.operator().post(DONATIONS, gift);
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.wrong()).containsExactly("reference");
    }

    @Test
    void onlyOperatorsRecordDonations() {
        assertThat(clients.as(fixtures.aBusiness().owner())
                        .post(DONATIONS, gift("mine"))
                        .status())
                .isEqualTo(403);
        assertThat(clients.anybody().post(DONATIONS, gift("mine")).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | amountMinor currency reference",
                "{\"amountMinor\": 0, \"currency\": \"DKK\", \"reference\": \"r\"} | amountMinor",
                "{\"amountMinor\": -1, \"currency\": \"DKK\", \"reference\": \"r\"} | amountMinor",
                "{\"amountMinor\": 1.5, \"currency\": \"DKK\", \"reference\": \"r\"} | amountMinor",
                "{\"amountMinor\": 1000000000000001, \"currency\": \"DKK\", \"reference\": \"r\"} | amountMinor",
                "{\"amountMinor\": 1, \"currency\": \"XAU\", \"reference\": \"r\"} | currency",
                "{\"amountMinor\": 1, \"currency\": \"DKK\", \"reference\": \"a/b\"} | reference",
                "{\"amountMinor\": 1, \"currency\": \"DKK\", \"reference\": \"r\", \"donor\": \"a\\u202eb\"} | donor"
            })
    void aWrongDonationIsNamed(String body, String fields) {
        var answer = clients.operator().post(DONATIONS, body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.wrong()).containsExactlyInAnyOrder(fields.split(" "));
    }

    @Test
    void columnsAreDrawnInProportionToTheHighest() {
        var months = new ArrayList<GlassWall.Month>();
        var first = YearMonth.of(2026, 1);
        months.add(new GlassWall.Month(
                first, Map.of(Kind.SALES, BigInteger.valueOf(3_000), Kind.DONATIONS, BigInteger.valueOf(1_000))));
        months.add(new GlassWall.Month(
                first.plusMonths(1),
                Map.of(Kind.SALES, BigInteger.valueOf(-50), Kind.SETUP_FEES, BigInteger.valueOf(2_000))));
        months.add(new GlassWall.Month(first.plusMonths(2), Map.of(Kind.SUBSIDIES, BigInteger.valueOf(-700))));

        var seen = new GlassWall.Pot(Currency.getInstance("USD"), 5_250, months);
        var pot = new JusticePot(seen, Locale.US);

        assertThat(pot.getTotal()).isEqualTo("$52.50");
        assertThat(new JusticePot(seen, Locale.GERMANY).getTotal()).startsWith("52,50");
        assertThat(pot.getGiven()).isEqualTo("$7.00");
        assertThat(pot.getMonths())
                .extracting(JusticePot.Column::bars)
                .containsExactly(
                        List.of(new JusticePot.Bar("1", "25.00", "75.00"), new JusticePot.Bar("3", "0.00", "25.00")),
                        List.of(new JusticePot.Bar("2", "50.00", "50.00")),
                        List.of());
    }

    private static Map<String, Object> gift(String reference) {
        var gift = new HashMap<String, Object>();
        gift.put("amountMinor", 500_000);
        gift.put("currency", "DKK");
        gift.put("donor", "Marisol Vega");
        gift.put("reference", "page-test-" + reference);
        return gift;
    }
}
