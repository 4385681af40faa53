package co.kendev.spaces.messages.rest;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.Client;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.WebTest;
import co.kendev.spaces.messages.Message;
import co.kendev.spaces.messages.TestWidget;
import co.kendev.spaces.spaces.Role;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@WebTest
class PressesRestTest {
    @Autowired
    Fixtures fixtures;

    @Autowired
    Client.Factory clients;

    @Autowired
    TestWidget widget;

    private Fixtures.Business business;
    private Message message;
    private Client owner;

    @BeforeEach
    void aWidget() {
        business = fixtures.aBusiness();
        owner = clients.as(business.owner());
        message = widget.post(
                business.tenant(), business.space(), business.welcome().id(), 2);
    }

    @Test
    void aPressAnswersWithTheMessageAsItIsAfterwardsAndSoDoesItsRepeat() {
        var answer = press(owner, "approve");
        var again = press(owner, "approve");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().path("blocks").path(0).path("state").stringValue())
                .isEqualTo("done");
        assertThat(answer.header("ETag"))
                .isEqualTo("\"" + answer.json().path("version").longValue() + "\"");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(answer.json());
        assertThat(widget.carriedOut(message.id())).isOne();
    }

    @Test
    void whoComesLateSeesWhoWasFirst() {
        press(owner, "approve");

        var late = press(clients.as(fixtures.aMember(business.tenant(), business.space(), Role.STAFF)), "approve");

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(late.json().path("detail").stringValue())
                .matches(business.owner().name() + " approved this at \\d\\d:\\d\\d\\.");
    }

    @ParameterizedTest
    @CsvSource({"refuse-it, 403", "over, 410", "name, 422"})
    void aRefusalHasItsStatusAndWords(String action, int status) {
        var answer = press(owner, action);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("detail").stringValue()).isNotBlank();
        if (status == 422) {
            assertThat(answer.wrong()).containsExactly("values.name");
        }
    }

    @Test
    void aWidgetThatIsNotThereIsNotFound() {
        var answer = owner.post(
                "/api/v1/messages/" + message.id() + "/blocks/other/presses",
                Map.of("action", "approve", "revision", 1));

        assertThat(answer.status()).isEqualTo(404);
    }

    private Client.Answer press(Client by, String action) {
        return by.post(
                "/api/v1/messages/" + message.id() + "/blocks/" + TestWidget.ID + "/presses",
                Map.of("action", action, "revision", 1, "values", Map.of()));
    }
}
