package co.kendev.spaces.platform.rest;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.Client;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.WebTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@WebTest
@TestPropertySource(properties = "spaces.demo=on")
class DemoClockRestTest {
    private static final String CLOCK = "/api/v1/demo/clock";

    @Autowired
    Fixtures fixtures;

    @Autowired
    Client.Factory clients;

    @Test
    void movesForwardByHoursAndByDays() {
        var operator = clients.operator();
        var before = operator.get(CLOCK).json();
        assertThat(before.size()).isEqualTo(2);

        var hour = operator.post(CLOCK, Map.of("advanceHours", 1));
        var days = operator.post(CLOCK, Map.of("advanceDays", 30));

        assertThat(hour.status()).isEqualTo(200);
        var start = before.path("offsetSeconds").longValue();
        assertThat(hour.json().path("offsetSeconds").longValue()).isEqualTo(start + 3_600);
        assertThat(days.json().path("offsetSeconds").longValue()).isEqualTo(start + 3_600 + 30 * 86_400);
        assertThat(operator.get(CLOCK).json().path("offsetSeconds"))
                .isEqualTo(days.json().path("offsetSeconds"));
        var moved = Duration.between(
                Instant.parse(before.path("now").stringValue()),
                Instant.parse(days.json().path("now").stringValue()));
        assertThat(moved)
                .isBetween(Duration.ofDays(30).plusHours(1), Duration.ofDays(30).plusHours(2));
    }

    @Test
    void isTheOperatorsAlone() {
        var owner = clients.as(fixtures.aBusiness().owner());

        assertThat(owner.get(CLOCK).status()).isEqualTo(403);
        assertThat(owner.post(CLOCK, Map.of("advanceHours", 1)).status()).isEqualTo(403);
        assertThat(owner.post(CLOCK, Map.of()).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | advanceHours",
                "{\"advanceHours\":0} | advanceHours",
                "{\"advanceHours\":-1} | advanceHours",
                "{\"advanceHours\":8761} | advanceHours",
                "{\"advanceHours\":1.5} | advanceHours",
                "{\"advanceHours\":\"1\"} | advanceHours",
                "{\"advanceHours\":9223372036854775808} | advanceHours",
                "{\"advanceDays\":0} | advanceDays",
                "{\"advanceDays\":367} | advanceDays",
                "{\"advanceDays\":true} | advanceDays",
                "{\"advanceHours\":1,\"advanceDays\":1} | advanceDays",
                "{\"advanceHours\":1,\"reset\":true} | reset"
            })
    void whatMovesItNowhereIsNamed(String body, String field) {
        var before = clients.operator().get(CLOCK).json().path("offsetSeconds");

        var answer = clients.operator().post(CLOCK, body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.wrong()).containsExactly(field);
        assertThat(clients.operator().get(CLOCK).json().path("offsetSeconds")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "1"})
    void whatIsNoMoveIsMalformedOrInvalid(String body) {
        assertThat(clients.operator().post(CLOCK, body).status()).isBetween(400, 422);
    }
}
