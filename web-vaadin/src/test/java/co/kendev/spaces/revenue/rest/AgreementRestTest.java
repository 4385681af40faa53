package co.kendev.spaces.revenue.rest;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.Client;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.WebTest;
import co.kendev.spaces.approvals.ApprovalId;
import co.kendev.spaces.approvals.Approvals;
import co.kendev.spaces.approvals.Verdict;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.revenue.Distributions;
import co.kendev.spaces.spaces.Role;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@WebTest
class AgreementRestTest {
    @Autowired
    Fixtures fixtures;

    @Autowired
    Client.Factory clients;

    @Autowired
    Approvals approvals;

    @Autowired
    Distributions distributions;

    private Fixtures.Business business;
    private Client owner;
    private Client operator;

    @BeforeEach
    void aBusiness() {
        business = fixtures.aBusiness();
        owner = clients.as(business.owner());
        operator = clients.operator();
    }

    @Test
    void anOperatorProposesTheOwnerAgreesAndTheVersionIsListed() {
        var desert = fixtures.aBusiness();
        var wanted = terms(business.slug(), 800);
        wanted.put("volume", List.of(Map.of("currency", "USD", "fromMinor", 1_000_000, "bps", 600)));
        wanted.put(
                "referral",
                Map.of(
                        "referrer",
                        desert.slug(),
                        "terms",
                        List.of(Map.of("months", 12, "bps", 3_000), Map.of("bps", 500))));
        wanted.put("partners", List.of(Map.of("name", "Ana", "weight", 2), Map.of("name", "Ben", "weight", 1)));
        wanted.put("holdDays", 14);
        wanted.put("setupFeeMinor", 149_900);
        wanted.put("setupFeeCurrency", "USD");
        wanted.put("subsidyPercent", 60);

        var answer = operator.post("/api/v1/agreements", wanted);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        var proposal = answer.json();
        assertThat(proposal.path("state").stringValue()).isEqualTo("proposed");
        assertThat(proposal.path("version").isNull()).isTrue();
        assertThat(proposal.path("approval").path("state").stringValue()).isEqualTo("open");
        assertThat(proposal.path("approval").path("keys").stringValue()).isEqualTo("0/1");
        assertThat(proposal.path("approval").path("deciders").path(0).stringValue())
                .isEqualTo("owner");
        assertThat(states()).containsExactly("standard", "proposed");

        agree(business.owner(), proposal);

        assertThat(states()).containsExactly("standard", "agreed");
        var agreed = list().path("items").path(1);
        assertThat(agreed.path("version").intValue()).isOne();
        assertThat(agreed.path("approval").path("id"))
                .isEqualTo(proposal.path("approval").path("id"));
        assertThat(agreed.path("approval")
                        .path("decisions")
                        .path(0)
                        .path("decision")
                        .stringValue())
                .isEqualTo("approve");
        for (var field : wanted.keySet()) {
            assertThat(agreed.path(field)).as(field).isEqualTo(proposal.path(field));
        }
        assertThat(agreed.path("referral").path("terms").path(1).path("months").isNull())
                .isTrue();
        assertThat(agreed.path("shareBps").intValue()).isEqualTo(800);
        assertThat(agreed.path("effectiveFrom").stringValue()).isEqualTo(wanted.get("effectiveFrom"));
    }

    @Test
    void theOwnerProposesTooAndOperatorsDecide() {
        var answer = owner.post("/api/v1/agreements", terms(null, 400));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);

        var proposer = approvals.find(business.tenant(), id(answer.json())).orElseThrow();
        assertThat(proposer.roles()).containsExactly("operator");
        assertThat(operator.get("/api/v1/agreements?tenant=" + business.slug())
                        .json()
                        .path("items")
                        .path(1)
                        .path("state")
                        .stringValue())
                .isEqualTo("proposed");
    }

    @Test
    void nobodyElseProposesAndOnlyWhoSeesTheMoneyReads() {
        for (var role : List.of(Role.ADMIN, Role.STAFF, Role.CUSTOMER, Role.INTEGRATOR)) {
            var member = clients.as(fixtures.aMember(business.tenant(), business.space(), role));
            assertThat(member.post("/api/v1/agreements", terms(null, 500)).status())
                    .as(role.word())
                    .isEqualTo(403);
            assertThat(member.get("/api/v1/agreements").status())
                    .as(role.word())
                    .isEqualTo(role == Role.STAFF || role == Role.CUSTOMER ? 403 : 200);
        }
        var stranger = clients.as(fixtures.aBusiness().owner());
        assertThat(stranger.post("/api/v1/agreements", terms(business.slug(), 500))
                        .status())
                .isEqualTo(404);
        assertThat(stranger.get("/api/v1/agreements?tenant=" + business.slug()).status())
                .isEqualTo(404);
        assertThat(operator.post("/api/v1/agreements", terms("no-such-business", 500))
                        .status())
                .isEqualTo(404);
        assertThat(operator.post("/api/v1/agreements", terms(null, 500)).wrong())
                .containsExactly("tenant");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | shareBps effectiveFrom",
                "{\"shareBps\": 299, \"effectiveFrom\": \"TODAY\"} | shareBps",
                "{\"shareBps\": 1501, \"effectiveFrom\": \"TODAY\"} | shareBps",
                "{\"shareBps\": 500.5, \"effectiveFrom\": \"TODAY\"} | shareBps",
                "{\"shareBps\": \"500\", \"effectiveFrom\": \"TODAY\"} | shareBps",
                "{\"shareBps\": 500, \"effectiveFrom\": \"tomorrow\"} | effectiveFrom",
                "{\"shareBps\": 500, \"effectiveFrom\": \"9999-01-01\"} | effectiveFrom",
                "{\"shareBps\": 500, \"effectiveFrom\": \"1999-01-01\"} | effectiveFrom",
                "{\"shareBps\": 500, \"effectiveFrom\": \"TODAY\", \"holdDays\": -1} | holdDays",
                "{\"shareBps\": 500, \"effectiveFrom\": \"TODAY\", \"volume\": [null]} | volume[0]",
                "{\"shareBps\": 500, \"effectiveFrom\": \"TODAY\", \"volume\": [{\"currency\": \"XAU\", \"fromMinor\": 1, \"bps\": 400}]} | volume[0].currency",
                "{\"shareBps\": 500, \"effectiveFrom\": \"TODAY\", \"volume\": [{\"currency\": \"USD\"}]} | volume[0].fromMinor volume[0].bps",
                "{\"shareBps\": 500, \"effectiveFrom\": \"TODAY\", \"volume\": [{\"currency\": \"USD\", \"fromMinor\": 0, \"bps\": 400}]} | volume[0].fromMinor",
                "{\"shareBps\": 500, \"effectiveFrom\": \"TODAY\", \"volume\": [{\"currency\": \"USD\", \"fromMinor\": 1, \"bps\": 400}, {\"currency\": \"USD\", \"fromMinor\": 2, \"bps\": 450}]} | volume[1].bps",
                "{\"shareBps\": 500, \"effectiveFrom\": \"TODAY\", \"referral\": {}} | referral.referrer referral.terms",
                "{\"shareBps\": 500, \"effectiveFrom\": \"TODAY\", \"referral\": {\"referrer\": \"OTHER\", \"terms\": [{\"months\": 12, \"bps\": 1}]}} | referral.terms[0].months",
                "{\"shareBps\": 500, \"effectiveFrom\": \"TODAY\", \"referral\": {\"referrer\": \"OTHER\", \"terms\": [{\"bps\": 10001}]}} | referral.terms[0].bps",
                "{\"shareBps\": 500, \"effectiveFrom\": \"TODAY\", \"referral\": {\"referrer\": \"SELF\", \"terms\": [{\"bps\": 1}]}} | referral.referrer",
                "{\"shareBps\": 500, \"effectiveFrom\": \"TODAY\", \"referral\": {\"referrer\": \"nobody-at-all\", \"terms\": [{\"bps\": 1}]}} | referral.referrer",
                "{\"shareBps\": 500, \"effectiveFrom\": \"TODAY\", \"partners\": [{\"name\": \"Ana\", \"weight\": 0}]} | partners[0].weight",
                "{\"shareBps\": 500, \"effectiveFrom\": \"TODAY\", \"partners\": [{\"weight\": 1}]} | partners[0].name",
                "{\"shareBps\": 500, \"effectiveFrom\": \"TODAY\", \"setupFeeMinor\": 149900} | setupFeeCurrency",
                "{\"shareBps\": 500, \"effectiveFrom\": \"TODAY\", \"setupFeeCurrency\": \"USD\"} | setupFeeMinor",
                "{\"shareBps\": 500, \"effectiveFrom\": \"TODAY\", \"setupFeeMinor\": 49999, \"setupFeeCurrency\": \"USD\"} | setupFeeMinor",
                "{\"shareBps\": 500, \"effectiveFrom\": \"TODAY\", \"subsidyPercent\": 101} | subsidyPercent",
                "{\"shareBps\": 500, \"effectiveFrom\": \"TODAY\", \"version\": 7} | version"
            })
    void whatIsWrongIsNamedAtItsPath(String body, String fields) {
        var other = fixtures.aBusiness();
        var answer = owner.post(
                "/api/v1/agreements",
                body.replace("TODAY", today().toString())
                        .replace("OTHER", other.slug())
                        .replace("SELF", business.slug()));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.wrong()).containsExactlyInAnyOrder(fields.split(" "));
        assertThat(states()).containsExactly("standard");
    }

    @Test
    void aCircleOfReferrersIsRefused() {
        var other = fixtures.aBusiness();
        var first = terms(other.slug(), 500);
        first.put("referral", Map.of("referrer", business.slug(), "terms", List.of(Map.of("bps", 500))));
        agree(other.owner(), operator.post("/api/v1/agreements", first).json());

        var back = terms(business.slug(), 500);
        back.put("referral", Map.of("referrer", other.slug(), "terms", List.of(Map.of("bps", 500))));
        var answer = operator.post("/api/v1/agreements", back);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.wrong()).containsExactly("referral.referrer");
    }

    @Test
    void termsDoNotBeginBeforeASaleThatIsPosted() {
        owner.post(
                "/api/v1/payments",
                Map.of(
                        "eventId",
                        "evt",
                        "amountMinor",
                        1_000,
                        "currency",
                        "USD",
                        "occurredAt",
                        java.time.Instant.now().toString()));
        distributions
                .dispatch(business.tenant(), "evt")
                .forEach(run -> distributions.post(business.tenant(), run.workflowId()));

        assertThat(owner.post("/api/v1/agreements", terms(null, 500)).status()).isEqualTo(409);
        var later = terms(null, 500);
        later.put("effectiveFrom", today().plusDays(1).toString());
        assertThat(owner.post("/api/v1/agreements", later).status()).isEqualTo(201);
    }

    private Map<String, Object> terms(@Nullable String tenant, int shareBps) {
        var terms = new HashMap<String, Object>();
        if (tenant != null) {
            terms.put("tenant", tenant);
        }
        terms.put("shareBps", shareBps);
        terms.put("effectiveFrom", today().toString());
        return terms;
    }

    private JsonNode list() {
        return owner.get("/api/v1/agreements").json();
    }

    private List<String> states() {
        return list().path("items")
                .valueStream()
                .map(item -> item.path("state").stringValue())
                .toList();
    }

    private void agree(Actor decider, JsonNode proposal) {
        approvals.decide(decider, id(proposal), Verdict.APPROVE, null, null);
    }

    private static ApprovalId id(JsonNode proposal) {
        return new ApprovalId(
                UUID.fromString(proposal.path("approval").path("id").stringValue()));
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.of("America/Phoenix"));
    }
}
