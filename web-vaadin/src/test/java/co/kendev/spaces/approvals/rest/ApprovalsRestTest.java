package co.kendev.spaces.approvals.rest;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.Client;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.WebTest;
import co.kendev.spaces.approvals.Approval;
import co.kendev.spaces.approvals.Approvals;
import co.kendev.spaces.approvals.Place;
import co.kendev.spaces.approvals.Policy;
import co.kendev.spaces.approvals.Proposal;
import co.kendev.spaces.approvals.Proposer;
import co.kendev.spaces.approvals.Spending;
import co.kendev.spaces.approvals.SpendingBody;
import co.kendev.spaces.spaces.Role;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;

@WebTest
class ApprovalsRestTest {
    @Autowired
    Fixtures fixtures;

    @Autowired
    Client.Factory clients;

    @Autowired
    Approvals approvals;

    @Autowired
    @Qualifier("owner")
    DataSource database;

    private Fixtures.Business business;
    private Client owner;

    @BeforeEach
    void aBusiness() {
        business = fixtures.aBusiness();
        owner = clients.as(business.owner());
    }

    @Test
    void anApprovalSaysAllThereIsToDecide() {
        var proposed = proposed("a kettle", 120_00);

        var read = owner.get("/api/v1/approvals/" + proposed.id());

        assertThat(read.status()).as(read.toString()).isEqualTo(200);
        var json = read.json();
        assertThat(json.path("title").stringValue()).isEqualTo("Buy a kettle");
        assertThat(json.path("amountMinor").longValue()).isEqualTo(120_00);
        assertThat(json.path("currency").stringValue()).isEqualTo("USD");
        assertThat(json.path("keys").stringValue()).isEqualTo("0/1");
        assertThat(json.path("deciders").toString()).isEqualTo("[\"owner\",\"admin\"]");
        assertThat(json.path("proposer").path("kind").stringValue()).isEqualTo("system");
        assertThat(json.path("evidence").get(0).path("label").stringValue()).isEqualTo("Wanted by");
        assertThat(json.path("workflowId").stringValue()).isEqualTo(business.slug() + "/approval/" + proposed.id());
        assertThat(json.path("messageId").isNull()).isFalse();
    }

    @Test
    void aDecisionAndItsRepeatAnswerTheSameAndAnotherOneSaysWhoWasFirst() {
        var proposed = proposed("a kettle", 120_00);

        var first = decide(owner, proposed, Map.of("decision", "approve", "comment", "Yes"));
        var again = decide(owner, proposed, Map.of("decision", "approve"));
        var late = decide(as(Role.ADMIN), proposed, Map.of("decision", "reject"));

        assertThat(first.status()).as(first.toString()).isEqualTo(200);
        assertThat(first.json().path("state").stringValue()).isEqualTo("approved");
        assertThat(first.json().path("decisions").get(0).path("comment").stringValue())
                .isEqualTo("Yes");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().path("detail").stringValue())
                .startsWith(business.owner().name() + " approved this on ");
    }

    @Test
    void theFirstOfTwoKeysLeavesItOpen() {
        var proposed = proposed("an oven", SpendingBody.TWO_KEYS_FROM);

        var first = decide(owner, proposed, Map.of("decision", "approve"));
        var second = decide(as(Role.OWNER), proposed, Map.of("decision", "approve"));

        assertThat(first.json().path("state").stringValue()).isEqualTo("open");
        assertThat(first.json().path("keys").stringValue()).isEqualTo("1/2");
        assertThat(second.json().path("state").stringValue()).isEqualTo("approved");
        assertThat(second.json().path("keys").stringValue()).isEqualTo("2/2");
    }

    @Test
    void withoutTheRightItIsRefusedAndWithoutSightUnknown() {
        var proposed = proposed("a stove", SpendingBody.ADMIN_MAX + 1);
        var own = approvals.propose(
                Proposal.of(business.tenant(), Proposer.person(business.owner()), Spending.of("a kettle", 120_00)));

        assertThat(decide(as(Role.STAFF), proposed, Map.of("decision", "approve"))
                        .status())
                .isEqualTo(403);
        assertThat(decide(as(Role.ADMIN), proposed, Map.of("decision", "approve"))
                        .status())
                .isEqualTo(403);
        assertThat(decide(owner, own, Map.of("decision", "approve")).status()).isEqualTo(403);
        assertThat(decide(as(Role.STAFF), own, Map.of("decision", "approve")).status())
                .isEqualTo(404);
        assertThat(decide(clients.operator(), proposed, Map.of("decision", "approve"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whatIsOverIsGone() {
        var proposed = proposed("a kettle", 120_00);
        JdbcClient.create(database)
                .sql("update approvals.approval set expires_at = expires_at - make_interval(secs => ?) where id = ?")
                .params(Policy.EXPIRY.toSeconds(), proposed.id().value())
                .update();

        assertThat(decide(owner, proposed, Map.of("decision", "approve")).status())
                .isEqualTo(410);
    }

    @Test
    void whatCannotBeCarriedOutIsSaidAndNotApproved() {
        var proposed = proposed("the impossible", 120_00);

        var answer = decide(owner, proposed, Map.of("decision", "approve"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("detail").stringValue()).endsWith("There is no shop that sells it.");
        assertThat(owner.get("/api/v1/approvals/" + proposed.id())
                        .json()
                        .path("state")
                        .stringValue())
                .isEqualTo("open");
    }

    @Test
    void anEditInsideWhatIsCoveredIsApprovedWithIt() {
        var proposed = proposed("a kettle", 120_00);

        var answer = decide(owner, proposed, Map.of("decision", "approve", "edits", Map.of("minor", 100_00)));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().path("amountMinor").longValue()).isEqualTo(100_00);
        assertThat(answer.json()
                        .path("decisions")
                        .get(0)
                        .path("edits")
                        .path("minor")
                        .longValue())
                .isEqualTo(100_00);
    }

    @Test
    void whoNamesTheRevisionTheySawDecidesNothingElse() {
        var proposed = proposed("an oven", 3_000_00);
        var second = as(Role.OWNER);
        int seen = second.get("/api/v1/approvals/" + proposed.id())
                .json()
                .path("revision")
                .intValue();
        decide(owner, proposed, Map.of("decision", "approve", "edits", Map.of("minor", 2_000_00)));

        var late = decide(second, proposed, Map.of("decision", "approve", "revision", seen));
        var open = second.get("/api/v1/approvals/" + proposed.id()).json();
        var informed = decide(
                second,
                proposed,
                Map.of("decision", "approve", "revision", open.path("revision").intValue()));

        assertThat(late.status()).as(late.toString()).isEqualTo(412);
        assertThat(late.json().path("detail").stringValue()).contains("changed and approved this", "2,000.00 USD");
        assertThat(open.path("keys").stringValue()).isEqualTo("1/2");
        assertThat(informed.json().path("state").stringValue()).isEqualTo("approved");
    }

    @Test
    void theListGoesByStateAndPage() {
        var first = proposed("a cup", 20_00);
        var second = proposed("a plate", 20_00);
        decide(owner, proposed("a spoon", 20_00), Map.of("decision", "reject"));

        var open = owner.get("/api/v1/approvals?state=open");
        var newest = owner.get("/api/v1/approvals?state=open&limit=1");
        var rest = owner.get("/api/v1/approvals?state=open&limit=1&before="
                + newest.json().path("next").stringValue());

        assertThat(ids(open)).containsExactly(first.id().toString(), second.id().toString());
        assertThat(open.json().path("next").isNull()).isTrue();
        assertThat(ids(newest)).containsExactly(second.id().toString());
        assertThat(ids(rest)).containsExactly(first.id().toString());
        assertThat(rest.json().path("next").isNull()).isTrue();
        assertThat(ids(owner.get("/api/v1/approvals?state=rejected"))).hasSize(1);
        assertThat(owner.get("/api/v1/approvals?state=maybe").wrong()).containsExactly("state");
        assertThat(owner.get("/api/v1/approvals?limit=201").wrong()).containsExactly("limit");
    }

    @Test
    void operatorsNameABusinessAndSeeWhatTheyDecideThere() {
        var proposed = proposed("a kettle", 120_00);
        var operator = clients.operator();
        assertThat(ids(operator.get("/api/v1/approvals?tenant=" + business.slug())))
                .isEmpty();
        JdbcClient.create(database)
                .sql("update approvals.approval set rung = 2, roles = '{owner,admin,operator}' where id = ?")
                .param(proposed.id().value())
                .update();

        assertThat(ids(operator.get("/api/v1/approvals?state=open&tenant=" + business.slug())))
                .containsExactly(proposed.id().toString());
        assertThat(ids(clients.as(fixtures.aBusiness().owner()).get("/api/v1/approvals?tenant=" + business.slug())))
                .isEmpty();
        assertThat(decide(operator, proposed, Map.of("decision", "approve"))
                        .json()
                        .path("state")
                        .stringValue())
                .isEqualTo("approved");
    }

    @Test
    void equalOnesAreDecidedInOneGoAndEachAnswersForItself() {
        var first = batched("a cup");
        var second = batched("a cup");
        var other = batched("a plate");
        var shown = List.of(shown(first, first.revision()), shown(second, 99), shown(other, other.revision()));
        batched("a cup");

        var answer = owner.post("/api/v1/approvals/decisions", Map.of("decision", "approve", "approvals", shown));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        var items = answer.json().path("items");
        assertThat(items.path(0).at("/approval/state").stringValue()).isEqualTo("approved");
        assertThat(items.path(0).path("problem").isNull()).isTrue();
        assertThat(items.path(1).at("/problem/status").intValue()).isEqualTo(412);
        assertThat(items.path(2).at("/problem/status").intValue()).isEqualTo(409);
        assertThat(items.path(2).path("approval").isNull()).isTrue();
        assertThat(answer.json().path("waiting").intValue()).isOne();
        assertThat(owner.get("/api/v1/approvals/" + second.id())
                        .json()
                        .path("state")
                        .stringValue())
                .isEqualTo("open");

        assertThat(owner.post("/api/v1/approvals/decisions", Map.of("decision", "approve"))
                        .wrong())
                .containsExactly("approvals");
        assertThat(owner.post(
                                "/api/v1/approvals/decisions",
                                Map.of("decision", "approve", "approvals", List.of(Map.of("revision", 1))))
                        .wrong())
                .containsExactly("approvals[0]");
    }

    @Test
    void whoProposedItTakesItBackAndNobodyElse() {
        var own = approvals.propose(
                Proposal.of(business.tenant(), Proposer.person(business.owner()), Spending.of("a kettle", 120_00)));
        var address = "/api/v1/approvals/" + own.id() + "/withdrawal";

        assertThat(as(Role.ADMIN).post(address, Map.of()).status()).isEqualTo(403);
        var answer = owner.post(address, Map.of());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().path("state").stringValue()).isEqualTo("withdrawn");
        assertThat(owner.post(address, Map.of()).json()).isEqualTo(answer.json());
        assertThat(decide(as(Role.ADMIN), own, Map.of("decision", "approve")).status())
                .isEqualTo(410);
    }

    private Approval batched(String what) {
        return approvals.propose(Proposal.of(business.tenant(), Proposer.SYSTEM, Spending.of(what, 20_00))
                .batched("cups"));
    }

    private static Map<String, Object> shown(Approval approval, int revision) {
        return Map.of("id", approval.id().toString(), "revision", revision);
    }

    private Approval proposed(String what, long minor) {
        return approvals.propose(Proposal.of(business.tenant(), Proposer.SYSTEM, Spending.of(what, minor))
                .shownIn(new Place(business.space(), business.welcome().id())));
    }

    private Client as(Role role) {
        return clients.as(fixtures.aMember(business.tenant(), business.space(), role));
    }

    private static Client.Answer decide(Client client, Approval approval, Map<String, ?> body) {
        return client.post("/api/v1/approvals/" + approval.id() + "/decisions", body);
    }

    private static List<String> ids(Client.Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json()
                .path("items")
                .valueStream()
                .map(item -> item.path("id").stringValue())
                .toList();
    }
}
