package co.kendev.spaces.revenue.rest;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.Client;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.WebTest;
import co.kendev.spaces.agents.Agents;
import co.kendev.spaces.agents.Provider;
import co.kendev.spaces.agents.Purpose;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.revenue.Distributions;
import co.kendev.spaces.spaces.Role;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Payments, refunds and distributions as programs see them: every status, every field. */
@WebTest
class PaymentRestTest {
    private static final String PAYMENTS = "/api/v1/payments";

    @Autowired
    Fixtures fixtures;

    @Autowired
    Client.Factory clients;

    @Autowired
    Agents agents;

    @Autowired
    Distributions distributions;

    @Autowired
    Tx tx;

    @Autowired
    JdbcClient jdbc;

    private Fixtures.Business business;
    private Client owner;

    @BeforeEach
    void aBusiness() {
        business = fixtures.aBusiness();
        owner = clients.as(business.owner());
    }

    @Test
    void aPaymentIsTakenOnceAndShownBeforeAndAfterItIsPosted() {
        agents.add(
                business.tenant(),
                business.space(),
                "claude",
                "Claude",
                Purpose.GENERAL_BUSINESS,
                Provider.OFFLINE,
                "Works");
        var payment = payment("evt_1");
        payment.put("amountMinor", 130_000);
        payment.put("taxMinor", 8_000);
        payment.put("shippingMinor", 2_000);
        payment.put("reference", "golden barrels");
        payment.put("contributions", List.of(Map.of("agent", "claude", "weight", 7)));

        var first = owner.post(PAYMENTS, payment);
        assertThat(first.status()).as(first.toString()).isEqualTo(202);
        assertThat(first.json().path("eventId").stringValue()).isEqualTo("evt_1");
        var queued = first.json().path("distribution");
        assertThat(queued.path("state").stringValue()).isEqualTo("queued");
        assertThat(queued.path("effectiveBps").isNull()).isTrue();
        assertThat(queued.path("lines")).isEmpty();
        assertThat(queued.path("workflowId").stringValue()).isEqualTo(business.slug() + "/distribution/evt_1");
        assertThat(distribution("evt_1")).isEqualTo(queued);
        assertThat(owner.post(PAYMENTS, payment).status()).isEqualTo(200);

        run("evt_1");

        var posted = distribution("evt_1");
        assertThat(posted.path("state").stringValue()).isEqualTo("pending");
        assertThat(posted.path("amountMinor").longValue()).isEqualTo(130_000);
        assertThat(posted.path("grossMinor").longValue()).isEqualTo(120_000);
        assertThat(posted.path("currency").stringValue()).isEqualTo("USD");
        assertThat(posted.path("agreementVersion").intValue()).isZero();
        assertThat(posted.path("effectiveBps").stringValue()).isEqualTo("500.00");
        assertThat(parties(posted)).containsExactly(124_000, 0, 3_000, 1_800, 900, 300);
        assertThat(posted.path("messageId").isNull()).isFalse();
        var lines = posted.path("lines");
        assertThat(lines.valueStream()
                        .mapToLong(line -> line.path("amountMinor").longValue())
                        .sum())
                .isZero();
        assertThat(lines.valueStream()
                        .map(line -> line.path("kind").stringValue())
                        .toList())
                .containsExactlyInAnyOrder("payment", "sale", "tax", "shipping", "share", "share", "share", "share");
        assertThat(lines.valueStream()).allSatisfy(line -> {
            assertThat(line.path("party").stringValue()).isNotEmpty();
            assertThat(line.path("account").stringValue()).contains(":");
            assertThat(line.path("state").stringValue()).isIn("pending", "available");
            assertThat(line.path("at").stringValue()).isNotEmpty();
            assertThat(line.path("because").stringValue()).isNotEmpty();
        });
        var again = owner.post(PAYMENTS, payment);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().path("distribution")).isEqualTo(posted);

        payment.put("amountMinor", 130_001);
        var other = owner.post(PAYMENTS, payment);
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.wrong()).containsExactly("eventId");
    }

    @Test
    void aRefundIsTakenOnceAndNetsTheParties() {
        owner.post(PAYMENTS, payment("evt"));
        run("evt");

        var refund = Map.of("refundId", "r1", "amountMinor", 400, "currency", "USD", "reason", "one plant died");
        var first = owner.post(PAYMENTS + "/evt/refunds", refund);
        assertThat(first.status()).as(first.toString()).isEqualTo(202);
        assertThat(first.json().path("state").stringValue()).isEqualTo("queued");
        assertThat(owner.post(PAYMENTS + "/evt/refunds", refund).status()).isEqualTo(200);
        run("evt");

        var after = owner.post(PAYMENTS + "/evt/refunds", refund);
        assertThat(after.status()).isEqualTo(200);
        assertThat(after.json().path("state").stringValue()).isEqualTo("posted");
        var distribution = distribution("evt");
        assertThat(Arrays.stream(parties(distribution)).sum()).isEqualTo(600);
        assertThat(distribution.path("refundedMinor").longValue()).isEqualTo(400);
        assertThat(distribution.path("refunds").path(0).path("reason").stringValue())
                .isEqualTo("one plant died");
        assertThat(distribution.path("lines").valueStream())
                .anySatisfy(line -> assertThat(line.path("kind").stringValue()).isEqualTo("refund"));

        assertThat(owner.post(
                                PAYMENTS + "/evt/refunds",
                                Map.of("refundId", "r1", "amountMinor", 401, "reason", "one plant died"))
                        .status())
                .isEqualTo(409);
        var tooMuch =
                owner.post(PAYMENTS + "/evt/refunds", Map.of("refundId", "r2", "amountMinor", 601, "reason", "all"));
        assertThat(tooMuch.status()).isEqualTo(422);
        assertThat(tooMuch.wrong()).containsExactly("amountMinor");
    }

    @Test
    void aRefundThatComesFirstIsTakenAndWaits() {
        var early = owner.post(
                PAYMENTS + "/later/refunds", Map.of("refundId", "r1", "amountMinor", 400, "reason", "too early"));
        assertThat(early.status()).isEqualTo(202);
        assertThat(early.json().path("state").stringValue()).isEqualTo("waiting");
        var waiting = distribution("later");
        assertThat(early.json().path("distribution")).isEqualTo(waiting);
        assertThat(waiting.path("state").stringValue()).isEqualTo("waiting");
        assertThat(waiting.path("amountMinor").longValue()).isZero();
        assertThat(waiting.path("currency").isNull()).isTrue();
        assertThat(parties(waiting)).containsExactly(0, 0, 0, 0, 0, 0);
        assertThat(waiting.path("lines")).isEmpty();
        assertThat(waiting.path("refunds").path(0).path("refundId").stringValue())
                .isEqualTo("r1");
        assertThat(waiting.path("workflowId").stringValue()).isEqualTo(business.slug() + "/distribution/later");
        assertThat(owner.get("/api/v1/distributions/never").status()).isEqualTo(404);

        owner.post(PAYMENTS, payment("later"));
        run("later");

        assertThat(distribution("later").path("refundedMinor").longValue()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "amountMinor | null | amountMinor",
                "amountMinor | 0 | amountMinor",
                "amountMinor | -1 | amountMinor",
                "amountMinor | 1.5 | amountMinor",
                "amountMinor | 1.0 | amountMinor",
                "amountMinor | \"1000\" | amountMinor",
                "amountMinor | \"\" | amountMinor",
                "amountMinor | true | amountMinor",
                "amountMinor | [] | amountMinor",
                "amountMinor | 1000000000000001 | amountMinor",
                "amountMinor | 9223372036854775807 | amountMinor",
                "amountMinor | 9223372036854775808 | amountMinor",
                "amountMinor | 1e3 | amountMinor",
                "eventId | null | eventId",
                "eventId | \" \" | eventId",
                "eventId | \"a/b\" | eventId",
                "eventId | \"LONG\" | eventId",
                "eventId | \"\\u0000\" | eventId",
                "eventId | 7 | eventId",
                "currency | null | currency",
                "currency | \"usd\" | currency",
                "currency | \"XAU\" | currency",
                "currency | \"QQQ\" | currency",
                "occurredAt | null | occurredAt",
                "occurredAt | \"yesterday\" | occurredAt",
                "occurredAt | \"2026-11-26T10:15:00\" | occurredAt",
                "occurredAt | \"9999-12-31T23:59:59Z\" | occurredAt",
                "occurredAt | \"+999999999-12-31T23:59:59Z\" | occurredAt",
                "occurredAt | \"-999999999-01-01T00:00:00+18:00\" | occurredAt",
                "occurredAt | \"2001-01-01T00:00:00Z\" | occurredAt",
                "heldBy | \"nobody\" | heldBy",
                "heldBy | \"PLATFORM\" | heldBy",
                "taxMinor | 1001 | taxMinor",
                "taxMinor | -1 | taxMinor",
                "taxMinor | 0.5 | taxMinor",
                "shippingMinor | 1001 | shippingMinor",
                "shippingMinor | -1 | shippingMinor",
                "reference | \"LONG\" | reference",
                "reference | \"a\\u202eb\" | reference",
                "contributions | {} | contributions",
                "contributions | [null] | contributions[0]",
                "contributions | [{}] | contributions[0].agent contributions[0].weight",
                "contributions | [{\"agent\": \"nobody\", \"weight\": 1}] | contributions[0].agent",
                "contributions | [{\"agent\": \"nobody\", \"weight\": \"1\"}] | contributions[0].weight",
                "tip | 5 | tip"
            })
    void aWrongPaymentIsNamedAndNothingIsWrittenDown(String field, String value, String wrong) {
        var body = "{\"eventId\": \"evt\", \"amountMinor\": 1000, \"currency\": \"USD\", \"occurredAt\": \""
                + Instant.now() + "\"}";
        var given = value.replace("LONG", "x".repeat(5_000));
        var edited = body.contains("\"" + field + "\"")
                ? body.replaceAll(
                        "\"" + field + "\": (\"[^\"]*\"|\\d+)", "\"" + field + "\": " + Matcher.quoteReplacement(given))
                : body.replace("}", ", \"" + field + "\": " + given + "}");

        var answer = owner.post(PAYMENTS, edited);

        assertThat(answer.status()).as(edited + answer).isEqualTo(422);
        assertThat(answer.wrong()).containsExactlyInAnyOrder(wrong.split(" "));
        assertThat(owner.get("/api/v1/distributions/evt").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | refundId amountMinor reason",
                "{\"refundId\": \"r\", \"amountMinor\": 0, \"reason\": \"x\"} | amountMinor",
                "{\"refundId\": \"r\", \"amountMinor\": -1, \"reason\": \"x\"} | amountMinor",
                "{\"refundId\": \"r\", \"amountMinor\": 1.5, \"reason\": \"x\"} | amountMinor",
                "{\"refundId\": \"r\", \"amountMinor\": 9223372036854775808, \"reason\": \"x\"} | amountMinor",
                "{\"refundId\": \"r\", \"amountMinor\": \"1\", \"reason\": \"x\"} | amountMinor",
                "{\"refundId\": \"r\", \"amountMinor\": 1001, \"reason\": \"x\"} | amountMinor",
                "{\"refundId\": \"r/1\", \"amountMinor\": 1, \"reason\": \"x\"} | refundId",
                "{\"refundId\": \"r\", \"amountMinor\": 1, \"reason\": \"x\", \"currency\": \"EUR\"} | currency",
                "{\"refundId\": \"r\", \"amountMinor\": 1, \"reason\": \"x\", \"currency\": \"dollars\"} | currency",
                "{\"refundId\": \"r\", \"amountMinor\": 1, \"reason\": \"x\", \"taxMinor\": 2} | taxMinor",
                "{\"refundId\": \"r\", \"amountMinor\": 1, \"reason\": \"x\", \"taxMinor\": -1} | taxMinor"
            })
    void aWrongRefundIsNamed(String body, String fields) {
        owner.post(PAYMENTS, payment("evt"));
        run("evt");

        var answer = owner.post(PAYMENTS + "/evt/refunds", body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.wrong()).containsExactlyInAnyOrder(fields.split(" "));
        assertThat(distribution("evt").path("refunds")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"ADMIN", "STAFF", "CUSTOMER"})
    void whoOnlyWorksOrBuysHereReportsNothing(Role role) {
        var member = clients.as(fixtures.aMember(business.tenant(), business.space(), role));

        assertThat(member.post(PAYMENTS, payment("evt")).status()).isEqualTo(403);
        assertThat(member.post(
                                PAYMENTS + "/evt/refunds",
                                Map.of("refundId", "r1", "amountMinor", 1, "reason", "because"))
                        .status())
                .isEqualTo(403);
        assertThat(member.get("/api/v1/distributions/evt").status()).isEqualTo(role == Role.ADMIN ? 404 : 403);
    }

    @Test
    void integratorsReportAndOperatorsNameTheTenant() {
        var integrator = clients.as(fixtures.aMember(business.tenant(), business.space(), Role.INTEGRATOR));
        assertThat(integrator.post(PAYMENTS, payment("by-machine")).status()).isEqualTo(202);

        var operator = clients.operator();
        var there = "?tenant=" + business.slug();
        assertThat(operator.post(PAYMENTS, payment("nowhere")).wrong()).containsExactly("tenant");
        assertThat(operator.post(PAYMENTS + "?tenant=no-such-business", payment("nowhere"))
                        .status())
                .isEqualTo(404);
        assertThat(operator.post(PAYMENTS + there, payment("by-operator")).status())
                .isEqualTo(202);
        assertThat(operator.get("/api/v1/distributions/by-machine" + there).status())
                .isEqualTo(200);
        assertThat(operator.post(
                                PAYMENTS + "/by-machine/refunds" + there,
                                Map.of("refundId", "r1", "amountMinor", 1, "reason", "asked for"))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void anotherTenantsEventsAreNotThere() {
        owner.post(PAYMENTS, payment("evt"));
        var stranger = clients.as(fixtures.aBusiness().owner());

        assertThat(stranger.get("/api/v1/distributions/evt").status()).isEqualTo(404);
        assertThat(stranger.get("/api/v1/distributions/evt?tenant=" + business.slug())
                        .status())
                .isEqualTo(404);
        assertThat(stranger.post(PAYMENTS + "?tenant=" + business.slug(), payment("evt"))
                        .status())
                .isEqualTo(404);
        // the same name is an event of their own, which is not there yet
        assertThat(stranger.post(
                                PAYMENTS + "/evt/refunds", Map.of("refundId", "r1", "amountMinor", 1, "reason", "mine"))
                        .json()
                        .path("state")
                        .stringValue())
                .isEqualTo("waiting");
        assertThat(distribution("evt").path("refunds")).isEmpty();
    }

    @Test
    void aClosedBusinessTakesNothingAndStillShowsWhatWas() {
        owner.post(PAYMENTS, payment("evt"));
        run("evt");
        tx.write(
                business.owner().scope(),
                () -> jdbc.sql("update platform.tenant set state = 'removed' where id = ?")
                        .param(business.tenant().value())
                        .update());

        assertThat(owner.post(PAYMENTS, payment("late")).status()).isEqualTo(410);
        assertThat(owner.post(PAYMENTS + "/evt/refunds", Map.of("refundId", "r1", "amountMinor", 1, "reason", "late"))
                        .status())
                .isEqualTo(410);
        assertThat(owner.get("/api/v1/distributions/evt").status()).isEqualTo(200);
        assertThat(owner.get("/api/v1/distributions/late").status()).isEqualTo(404);
    }

    private static Map<String, Object> payment(String eventId) {
        var payment = new HashMap<String, Object>();
        payment.put("eventId", eventId);
        payment.put("amountMinor", 1_000);
        payment.put("currency", "USD");
        payment.put("occurredAt", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        return payment;
    }

    private JsonNode distribution(String eventId) {
        var answer = owner.get("/api/v1/distributions/" + eventId);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    private void run(String eventId) {
        distributions
                .dispatch(business.tenant(), eventId)
                .forEach(run -> distributions.post(business.tenant(), run.workflowId()));
    }

    private static long[] parties(JsonNode distribution) {
        return Stream.of("tenant", "referrer", "platform", "human", "ai", "justice")
                .mapToLong(party -> distribution.path("parties").path(party).longValue())
                .toArray();
    }
}
