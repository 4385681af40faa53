package co.kendev.spaces.approvals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import co.kendev.spaces.DomainTest;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.messages.Cursor;
import co.kendev.spaces.messages.Message;
import co.kendev.spaces.messages.Messages;
import co.kendev.spaces.messages.Presses;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.process.ProcessState;
import co.kendev.spaces.platform.process.Processes;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.spaces.Channels;
import co.kendev.spaces.spaces.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DomainTest
class ApprovalsTest {
    @Autowired
    Approvals approvals;

    @Autowired
    Escalation escalation;

    @Autowired
    SpendingBody spending;

    @Autowired
    Fixtures fixtures;

    @Autowired
    Messages messages;

    @Autowired
    Channels channels;

    @Autowired
    Processes processes;

    @Autowired
    Presses presses;

    @Autowired
    Tx tx;

    @Autowired
    JsonMapper json;

    @Autowired
    @Qualifier("owner")
    DataSource owner;

    private Fixtures.Business business;

    @BeforeEach
    void aBusiness() {
        business = fixtures.aBusiness();
    }

    @Test
    void aProposalWaitsForSomebodyAndHappensOnTheirWord() {
        var proposed = approvals.propose(of("a kettle", 120_00));

        assertThat(proposed.state()).isEqualTo(State.OPEN);
        assertThat(proposed.keys()).isEqualTo("0/1");
        assertThat(proposed.roles()).containsExactly("owner", "admin");
        assertThat(proposed.workflowId()).isEqualTo(business.slug() + "/approval/" + proposed.id());
        assertThat(happened(proposed)).isZero();

        var approved = approvals.decide(business.owner(), proposed.id(), Verdict.APPROVE, " Good idea. ", null);

        assertThat(approved.state()).isEqualTo(State.APPROVED);
        assertThat(approved.keys()).isEqualTo("1/1");
        assertThat(approved.decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.name()).isEqualTo(business.owner().name());
            assertThat(decision.role()).isEqualTo("owner");
            assertThat(decision.comment()).isEqualTo("Good idea.");
        });
        assertThat(happened(proposed)).isOne();
        assertThat(story(proposed)).containsExactly("proposed", "approved", "carried out");
    }

    @Test
    void whoeverSawAnotherAmountDecidesNothingAndHearsWhatItIsNow() {
        var proposed = approvals.propose(of("an oven", 3_000_00));
        var second = member(Role.OWNER);
        edited(business.owner(), proposed, "{\"minor\": 200000}");

        refused(ErrorCode.STALE, () -> decideAsSeen(second, proposed))
                .satisfies(refusal -> assertThat(refusal.detail())
                        .startsWith(business.owner().name() + " changed and approved this on ")
                        .contains("Buy an oven, 2,000.00 USD."));
        assertThat(happened(proposed)).isZero();

        var now = approvals.get(second, proposed.id());
        assertThat(now.keys()).isEqualTo("1/2");
        assertThat(decideAsSeen(second, now).state()).isEqualTo(State.APPROVED);
        assertThat(decideAsSeen(second, now).state()).as("the same word again").isEqualTo(State.APPROVED);
    }

    @Test
    void whatWasAskedOnceMoreSaysSo() {
        var proposed = approvals.propose(of("a kettle", 120_00));
        JdbcClient.create(owner)
                .sql("update approvals.approval set rung = 1, revision = revision + 1 where id = ?")
                .param(proposed.id().value())
                .update();

        refused(ErrorCode.STALE, () -> decideAsSeen(business.owner(), proposed))
                .satisfies(refusal ->
                        assertThat(refusal.detail()).startsWith("This was asked once more meanwhile; owner"));
        assertThat(approvals.get(business.owner(), proposed.id()).isOpen()).isTrue();
    }

    @Test
    void theSameWordAgainChangesNothing() {
        var proposed = approvals.propose(of("a kettle", 120_00));
        var first = approve(business.owner(), proposed);

        assertThat(approve(business.owner(), proposed)).isEqualTo(first);
        assertThat(happened(proposed)).isOne();
    }

    @Test
    void whatWasDecidedOtherwiseSaysByWhom() {
        var admin = member(Role.ADMIN);
        var proposed = approvals.propose(of("a kettle", 120_00));
        approve(business.owner(), proposed);

        refused(ErrorCode.CONFLICT, () -> reject(admin, proposed))
                .satisfies(refusal ->
                        assertThat(refusal.detail()).startsWith(business.owner().name() + " approved this on "));
        refused(ErrorCode.CONFLICT, () -> reject(business.owner(), proposed));
    }

    @Test
    void theProposerNeverDecides() {
        var proposed = approvals.propose(
                Proposal.of(business.tenant(), Proposer.person(business.owner()), Spending.of("a kettle", 120_00)));

        refused(ErrorCode.FORBIDDEN, () -> approve(business.owner(), proposed));
        refused(ErrorCode.FORBIDDEN, () -> reject(business.owner(), proposed));
        assertThat(approvals.decidable(business.owner(), List.of(proposed))).isEmpty();
        assertThat(approve(member(Role.ADMIN), proposed).state()).isEqualTo(State.APPROVED);
    }

    @Test
    void whoMayNotDecideIsRefusedAndWhoMayNotSeeFindsNothing() {
        var hidden = approvals.propose(of("a kettle", 120_00));
        var shown = approvals.propose(of("a kettle", 120_00).shownIn(welcome()));
        var staff = member(Role.STAFF);

        refused(ErrorCode.NOT_FOUND, () -> approve(staff, hidden));
        refused(ErrorCode.FORBIDDEN, () -> approve(staff, shown))
                .satisfies(refusal -> assertThat(refusal.detail()).contains("owner or admin"));
        refused(ErrorCode.NOT_FOUND, () -> approve(fixtures.aBusiness().owner(), shown));
        assertThat(approvals.list(staff, ApprovalFilter.open()))
                .extracting(Approval::id)
                .containsExactly(shown.id());
    }

    @Test
    void aRoleDecidesUpToItsLimit() {
        var admin = member(Role.ADMIN);
        var atTheLimit = approvals.propose(of("a stove", SpendingBody.ADMIN_MAX));
        var over = approvals.propose(of("a stove", SpendingBody.ADMIN_MAX + 1));

        assertThat(approve(admin, atTheLimit).state()).isEqualTo(State.APPROVED);
        refused(ErrorCode.FORBIDDEN, () -> approve(admin, over))
                .satisfies(refusal ->
                        assertThat(refusal.detail()).isEqualTo("500.01 USD is more than you may decide. Ask owner."));
        refused(ErrorCode.FORBIDDEN, () -> reject(admin, over));
    }

    @Test
    void belowALimitThePolicyDecidesAndIsRecordedAsDecider() {
        var approved = approvals.propose(of("a pencil", SpendingBody.UNASKED_MAX));

        assertThat(approved.state()).isEqualTo(State.APPROVED);
        assertThat(approved.workflowId()).isNull();
        assertThat(approved.decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.person()).isNull();
            assertThat(decision.policy()).isEqualTo("small spending v1");
        });
        assertThat(happened(approved)).isOne();
        assertThat(approvals
                        .propose(of("a pencil", SpendingBody.UNASKED_MAX + 1))
                        .state())
                .isEqualTo(State.OPEN);
    }

    @Test
    void twoKeysAreTurnedByTwoPeople() {
        var second = member(Role.OWNER);
        var proposed = approvals.propose(of("an oven", SpendingBody.TWO_KEYS_FROM));

        var half = approve(business.owner(), proposed);
        assertThat(half.state()).isEqualTo(State.OPEN);
        assertThat(half.keys()).isEqualTo("1/2");
        assertThat(approve(business.owner(), proposed).keys()).isEqualTo("1/2");
        refused(ErrorCode.CONFLICT, () -> reject(business.owner(), proposed));
        assertThat(happened(proposed)).isZero();

        assertThat(approve(second, proposed).state()).isEqualTo(State.APPROVED);
        assertThat(happened(proposed)).isOne();
    }

    @Test
    void oneRejectionEndsItWhateverTheKeys() {
        var second = member(Role.OWNER);
        var proposed = approvals.propose(of("an oven", SpendingBody.TWO_KEYS_FROM));
        approve(business.owner(), proposed);

        assertThat(reject(second, proposed).state()).isEqualTo(State.REJECTED);
        assertThat(happened(proposed)).isZero();
        assertThat(spending.dropped).extracting(Approval::id).contains(proposed.id());
    }

    @Test
    void twentyPeopleAtOnceAreOneDecision() throws Exception {
        var people = IntStream.range(0, 20).mapToObj(i -> member(Role.ADMIN)).toList();
        var proposed = approvals.propose(of("a kettle", 120_00).shownIn(welcome()));

        var outcomes = atOnce(people.stream()
                .map(person -> (Callable<Approval>)
                        () -> approvals.decide(person, proposed.id(), verdict(people.indexOf(person)), null, null))
                .toList());

        assertThat(outcomes.stream().filter(Approval.class::isInstance)).hasSize(1);
        assertThat(outcomes.stream().filter(DomainException.class::isInstance))
                .hasSize(19)
                .allSatisfy(refusal ->
                        assertThat(((DomainException) refusal).code()).isEqualTo(ErrorCode.CONFLICT));
        var decided = approvals.get(business.owner(), proposed.id());
        assertThat(decided.decisions()).hasSize(1);
        assertThat(happened(proposed)).isEqualTo(decided.state() == State.APPROVED ? 1 : 0);
        assertThat(block(proposed).path("state").asString())
                .isEqualTo(decided.state().word());
    }

    @Test
    void twoKeysAtOnceTakeTwoPeopleAndHappenOnce() throws Exception {
        var people = IntStream.range(0, 10).mapToObj(i -> member(Role.OWNER)).toList();
        var proposed = approvals.propose(of("an oven", SpendingBody.TWO_KEYS_FROM));

        atOnce(people.stream()
                .flatMap(person ->
                        IntStream.range(0, 2).mapToObj(again -> (Callable<Approval>) () -> approve(person, proposed)))
                .toList());

        var decided = approvals.get(business.owner(), proposed.id());
        assertThat(decided.state()).isEqualTo(State.APPROVED);
        assertThat(decided.decisions()).extracting(Decision::person).hasSize(2).doesNotHaveDuplicates();
        assertThat(happened(proposed)).isOne();
    }

    @Test
    void whatCannotBeCarriedOutIsNotApproved() {
        var proposed = approvals.propose(of("the impossible", 120_00).shownIn(welcome()));

        refused(ErrorCode.CONFLICT, () -> approve(business.owner(), proposed))
                .satisfies(
                        refusal -> assertThat(refusal.detail())
                                .isEqualTo(
                                        "It is not approved, because it cannot be carried out: There is no shop that sells it."));

        var after = approvals.get(business.owner(), proposed.id());
        assertThat(after).isEqualTo(proposed);
        assertThat(story(proposed)).containsExactly("proposed");
        assertThat(block(proposed).path("state").asString()).isEqualTo("open");
        assertThat(reject(business.owner(), proposed).state()).isEqualTo(State.REJECTED);
    }

    @Test
    void anEditIsApprovedInsideWhatTheApprovalCovers() {
        var proposed = approvals.propose(of("a stove", 800_00));
        var admin = member(Role.ADMIN);

        refused(ErrorCode.FORBIDDEN, () -> approve(admin, proposed));
        refused(ErrorCode.INVALID, () -> edited(admin, proposed, "{\"minor\": 80001}"))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("edits.minor"));
        refused(ErrorCode.INVALID, () -> edited(admin, proposed, "{\"what\": \"a car\"}"))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("edits.what"));
        refused(ErrorCode.INVALID, () -> edited(admin, proposed, "[1]"))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("edits"));

        var approved = edited(admin, proposed, "{\"minor\": 40000}");

        assertThat(approved.state()).isEqualTo(State.APPROVED);
        assertThat(Objects.requireNonNull(approved.about().amount()).minor()).isEqualTo(400_00);
        assertThat(spending.carriedOut)
                .filteredOn(done -> done.id().equals(proposed.id()))
                .singleElement()
                .satisfies(done -> assertThat(done.body().minor()).isEqualTo(400_00));
        assertThat(story(proposed)).containsExactly("proposed", "edited", "approved", "carried out");
    }

    @Test
    void whatWasAgreedToIsNotEditedByTheSecondKey() {
        var second = member(Role.OWNER);
        var proposed = approvals.propose(of("an oven", 2_000_00));
        var cheaper = edited(business.owner(), proposed, "{\"minor\": 50000}");
        assertThat(cheaper.keys())
                .as("an edit never loosens what was asked for")
                .isEqualTo("1/2");

        refused(ErrorCode.INVALID, () -> edited(second, proposed, "{\"minor\": 40000}"))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("edits.minor"));
        assertThat(approve(second, proposed).state()).isEqualTo(State.APPROVED);
    }

    @Test
    void equalOnesAreDecidedInOneGoAsTheyWereShown() {
        var first = approvals.propose(of("a cup", 20_00).batched("cups"));
        var second = approvals.propose(of("a cup", 20_00).batched("cups"));
        var rejected = approvals.propose(of("a cup", 20_00).batched("cups"));
        var reminded = approvals.propose(of("a cup", 20_00).batched("cups"));
        var dearer = approvals.propose(of("a cup", 30_00).batched("cups"));
        var alone = approvals.propose(of("a cup", 20_00));
        var shown = Stream.of(reminded, second, first, rejected, dearer, alone)
                .map(Approvals.Shown::of)
                .toList();
        reject(member(Role.ADMIN), rejected);
        age(reminded, Duration.ofHours(25));
        escalation.climb(business.tenant(), reminded.id());
        var later = approvals.propose(of("a cup", 20_00).batched("cups"));

        var batch = approvals.decideAll(business.owner(), shown, Verdict.APPROVE, "All of them");

        assertThat(batch.outcomes())
                .extracting(Approvals.Outcome::id)
                .containsExactlyElementsOf(
                        shown.stream().map(Approvals.Shown::id).toList());
        assertThat(batch.outcomes())
                .extracting(Approvals.Outcome::refusal)
                .extracting(refusal -> refusal == null ? null : refusal.code())
                .containsExactly(
                        ErrorCode.STALE, null, null, ErrorCode.CONFLICT, ErrorCode.CONFLICT, ErrorCode.CONFLICT);
        assertThat(batch.waiting()).isOne();
        for (var untouched : List.of(reminded, dearer, alone, later)) {
            assertThat(approvals.get(business.owner(), untouched.id()).isOpen()).isTrue();
        }
        refused(ErrorCode.INVALID, () -> approvals.decideAll(business.owner(), List.of(), Verdict.APPROVE, null))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("approvals"));
    }

    @Test
    void thoseThatAreOverFillTheirPagesWhateverIsOpen() {
        var decided = IntStream.range(0, 3)
                .mapToObj(i -> {
                    var proposed = approvals.propose(of("a cup", 20_00));
                    approvals.propose(of("a plate", 20_00));
                    return reject(business.owner(), proposed).id();
                })
                .toList();

        var newest = approvals.list(business.owner(), ApprovalFilter.over(2, null));
        var rest = approvals.list(
                business.owner(), ApprovalFilter.over(2, newest.getLast().id()));

        assertThat(newest).extracting(Approval::id).containsExactly(decided.get(2), decided.get(1));
        assertThat(rest).extracting(Approval::id).containsExactly(decided.get(0));
    }

    @Test
    void theSameKeyIsTheSameApproval() {
        var first = approvals.propose(of("a kettle", 120_00).keyed("kettle"));

        assertThat(approvals.propose(of("a kettle", 120_00).keyed("kettle")).id())
                .isEqualTo(first.id());
        refused(
                ErrorCode.CONFLICT,
                () -> approvals.propose(of("a kettle", 130_00).keyed("kettle")));
    }

    @Test
    void operatorsDecideInEveryBusinessWhatIsForThemAndNothingElse() {
        var operator = operator();
        var proposed = approvals.propose(of("a kettle", 120_00));
        refused(ErrorCode.NOT_FOUND, () -> approve(operator, proposed));

        age(proposed, Duration.ofHours(73));
        escalation.climb(business.tenant(), proposed.id());
        var escalated = escalation.climb(business.tenant(), proposed.id());

        assertThat(escalated.blockedOn()).isEqualTo("owner, admin or operator");
        assertThat(approvals.listEverywhere(operator, new ApprovalFilter(State.OPEN, business.slug(), 10, null)))
                .extracting(Approval::id)
                .containsExactly(proposed.id());
        assertThat(approve(operator, proposed).state()).isEqualTo(State.APPROVED);
        assertThat(approvals.get(operator, proposed.id()).state()).isEqualTo(State.APPROVED);
        refused(ErrorCode.FORBIDDEN, () -> approvals.listEverywhere(business.owner(), ApprovalFilter.open()));
    }

    @Test
    void theLadderIsClimbedWhenItIsTimeAndSaidAgainWhereItIsShown() {
        var proposed = approvals.propose(of("a kettle", 120_00).shownIn(welcome()));
        var process = Objects.requireNonNull(proposed.process());

        var next = escalation.next(business.tenant(), proposed.id());
        assertThat(next.at()).isEqualTo(proposed.createdAt().plus(Policy.REMIND_AFTER));
        assertThat(escalation.climb(business.tenant(), proposed.id()))
                .extracting(Escalation.Next::at)
                .isEqualTo(next.at());
        assertThat(processes.get(business.tenant(), process))
                .satisfies(waiting -> assertThat(waiting.state()).isEqualTo(ProcessState.WAITING))
                .satisfies(waiting -> assertThat(waiting.blockedOn()).isEqualTo("owner or admin"));

        age(proposed, Duration.ofHours(25));
        escalation.climb(business.tenant(), proposed.id());
        assertThat(escalation.climb(business.tenant(), proposed.id()).what()).isEqualTo("Ask the next ones up too");
        assertThat(said())
                .filteredOn(text -> text.startsWith("**Still waiting:**"))
                .hasSize(1);

        age(proposed, Duration.ofHours(48));
        escalation.climb(business.tenant(), proposed.id());
        assertThat(processes.get(business.tenant(), process).blockedOn()).isEqualTo("owner, admin or operator");

        age(proposed, Duration.ofDays(5));
        assertThat(escalation.climb(business.tenant(), proposed.id()).state()).isEqualTo(State.EXPIRED);
        assertThat(escalation.finish(business.tenant(), proposed.id())).isEqualTo("expired");
        assertThat(processes.get(business.tenant(), process).state()).isEqualTo(ProcessState.DONE);
        assertThat(story(proposed)).containsExactly("proposed", "reminded", "escalated", "expired");
        assertThat(block(proposed).path("state").asString()).isEqualTo("expired");
    }

    @Test
    void whatIsOverIsNotDecidedEvenIfNobodyHasSaidSoYet() {
        var proposed = approvals.propose(of("a kettle", 120_00));
        age(proposed, Policy.EXPIRY);

        refused(ErrorCode.GONE, () -> approve(business.owner(), proposed));
        escalation.climb(business.tenant(), proposed.id());
        refused(ErrorCode.GONE, () -> approve(business.owner(), proposed));
        assertThat(happened(proposed)).isZero();
    }

    @Test
    void whoProposedMayWithdraw() {
        var proposed = approvals.propose(
                Proposal.of(business.tenant(), Proposer.person(business.owner()), Spending.of("a kettle", 120_00)));
        var admin = member(Role.ADMIN);

        refused(ErrorCode.FORBIDDEN, () -> approvals.withdraw(admin, proposed.id()));
        assertThat(approvals.withdraw(business.owner(), proposed.id()).state()).isEqualTo(State.WITHDRAWN);
        assertThat(approvals.withdraw(business.owner(), proposed.id()).state()).isEqualTo(State.WITHDRAWN);
        refused(ErrorCode.GONE, () -> approve(admin, proposed));
    }

    @Test
    void aRunEndedFromOutsideTakesTheProposalBack() {
        var proposed = approvals.propose(of("a kettle", 120_00));
        var process = Objects.requireNonNull(proposed.process());

        escalation.takeDown(business.tenant(), process, "terminated");

        assertThat(approvals.get(business.owner(), proposed.id()).state()).isEqualTo(State.WITHDRAWN);
        assertThat(processes.get(business.tenant(), process).state()).isEqualTo(ProcessState.CANCELLED);
    }

    @Test
    void aPressAtTheCardIsADecision() {
        var proposed = approvals.propose(of("a *kettle*", 120_00).shownIn(welcome()));
        var card = card(proposed);
        assertThat(card.text()).contains("Buy a \\*kettle\\*").contains("120.00 USD");
        var drawn = block(proposed);
        assertThat(drawn.path("revision").asInt()).isEqualTo(1);
        assertThat(drawn.path("fields").get(0).path("value").asString()).isEqualTo("12000");

        refused(ErrorCode.INVALID, () -> press(business.owner(), card, "{\"minor\": \"12001\"}"))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("values.minor"));
        press(business.owner(), card, "{\"minor\": \"12000\", \"comment\": \"Yes\"}");

        var after = block(proposed);
        assertThat(after.path("revision").asInt()).isEqualTo(2);
        assertThat(after.path("state").asString()).isEqualTo("approved");
        assertThat(after.path("fields")).isEmpty();
        assertThat(after.path("decisions").get(0).path("comment").asString()).isEqualTo("Yes");
        assertThat(approvals
                        .get(business.owner(), proposed.id())
                        .decisions()
                        .getFirst()
                        .edits())
                .isNull();
    }

    @Test
    void whoPressesTooLateHearsWhoWasFirst() throws Exception {
        var people = IntStream.range(0, 20).mapToObj(i -> member(Role.ADMIN)).toList();
        var proposed = approvals.propose(of("a kettle", 120_00).shownIn(welcome()));
        var card = card(proposed);
        people.forEach(person -> messages.get(person, card.id()));

        var outcomes = atOnce(people.stream()
                .map(person -> (Callable<Approval>) () -> {
                    presses.press(person, card.id(), proposed.id().toString(), 1, "approve", json.createObjectNode());
                    return approvals.get(person, proposed.id());
                })
                .toList());

        var winner = approvals.get(business.owner(), proposed.id()).decisions();
        assertThat(winner).hasSize(1);
        assertThat(outcomes.stream().filter(DomainException.class::isInstance))
                .hasSize(19)
                .allSatisfy(late -> assertThat(((DomainException) late).detail())
                        .startsWith(winner.getFirst().name() + " approved this at "));
    }

    @Test
    void theFirstKeyPressedAgainWaitsForTheSecond() {
        var proposed =
                approvals.propose(of("an oven", SpendingBody.TWO_KEYS_FROM).shownIn(welcome()));
        press(business.owner(), card(proposed), "{}");

        refused(ErrorCode.CONFLICT, () -> press(business.owner(), card(proposed), "{}"))
                .satisfies(refusal -> assertThat(refusal.detail()).contains("somebody else's word"));
    }

    @Test
    void aCardThatWasRemovedStopsNoDecision() {
        var proposed = approvals.propose(of("a kettle", 120_00).shownIn(welcome()));
        channels.removeAll(business.tenant(), business.space());

        assertThat(approve(business.owner(), proposed).state()).isEqualTo(State.APPROVED);
    }

    @Test
    void theStoryIsNeverChanged() {
        var proposed = approvals.propose(of("a kettle", 120_00));
        approve(business.owner(), proposed);

        for (var table : List.of("audit", "decision")) {
            for (var sql : List.of("delete from approvals." + table, "update approvals." + table + " set at = now()")) {
                assertThatThrownBy(() -> tx.write(Scope.of(business.tenant()), () -> {
                            jdbc.sql(sql).update();
                        }))
                        .rootCause()
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void aCommentIsAFewWords() {
        var proposed = approvals.propose(of("a kettle", 120_00));

        for (var comment : List.of("x".repeat(1_001), "a\u0000b", "a\u202eb")) {
            refused(
                            ErrorCode.INVALID,
                            () -> approvals.decide(business.owner(), proposed.id(), Verdict.APPROVE, comment, null))
                    .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("comment"));
        }
    }

    @Autowired
    JdbcClient jdbc;

    @Autowired
    co.kendev.spaces.identity.Operators operators;

    @Autowired
    co.kendev.spaces.identity.People people;

    private Proposal<Spending> of(String what, long minor) {
        return Proposal.of(business.tenant(), Proposer.SYSTEM, Spending.of(what, minor));
    }

    private Place welcome() {
        return new Place(business.space(), business.welcome().id());
    }

    private Actor member(Role role) {
        return fixtures.aMember(business.tenant(), business.space(), role);
    }

    private Actor operator() {
        var email = business.slug() + "@operators.test";
        operators.ensure(email, "Opal Operator", Fixtures.PASSWORD);
        var person = people.authenticate(email, Fixtures.PASSWORD).orElseThrow();
        return new Actor(person.id(), Actor.NOWHERE, person.name(), true);
    }

    private Approval approve(Actor actor, Approval approval) {
        return approvals.decide(actor, approval.id(), Verdict.APPROVE, null, null);
    }

    private Approval decideAsSeen(Actor actor, Approval seen) {
        return approvals.decide(actor, seen.id(), seen.revision(), Verdict.APPROVE, null, null);
    }

    private Approval reject(Actor actor, Approval approval) {
        return approvals.decide(actor, approval.id(), Verdict.REJECT, null, null);
    }

    private Approval edited(Actor actor, Approval approval, String edits) {
        return approvals.decide(actor, approval.id(), Verdict.APPROVE, null, json.readTree(edits));
    }

    private void press(Actor actor, Message card, String values) {
        var drawn =
                Objects.requireNonNull(messages.get(actor, card.id()).blocks()).get(0);
        presses.press(
                actor,
                card.id(),
                drawn.path("id").asString(),
                drawn.path("revision").asInt(),
                "approve",
                json.readTree(values));
    }

    private static Verdict verdict(int number) {
        return number % 2 == 0 ? Verdict.APPROVE : Verdict.REJECT;
    }

    private List<Object> atOnce(List<Callable<Approval>> calls) throws Exception {
        var start = new CountDownLatch(1);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = calls.stream()
                    .map(call -> pool.submit(() -> {
                        start.await();
                        try {
                            return (Object) call.call();
                        } catch (DomainException refusal) {
                            return refusal;
                        }
                    }))
                    .toList();
            start.countDown();
            var outcomes = new ArrayList<Object>();
            for (var run : running) {
                outcomes.add(run.get());
            }
            return outcomes;
        }
    }

    private long happened(Approval approval) {
        return spending.carriedOut.stream()
                .filter(done -> done.id().equals(approval.id()))
                .count();
    }

    private List<String> story(Approval approval) {
        return approvals.story(business.owner(), approval.id()).stream()
                .map(AuditLine::event)
                .toList();
    }

    private Message card(Approval approval) {
        var shown = approvals.get(business.owner(), approval.id()).message();
        return messages.get(business.owner(), Objects.requireNonNull(shown));
    }

    private JsonNode block(Approval approval) {
        return Objects.requireNonNull(card(approval).blocks()).get(0);
    }

    private List<String> said() {
        return messages.page(business.owner(), business.welcome().id(), new Cursor.Newest(), 50).items().stream()
                .map(Message::text)
                .toList();
    }

    /** As if it had been proposed that much earlier. */
    private void age(Approval approval, Duration by) {
        JdbcClient.create(owner)
                .sql("""
                        update approvals.approval set created_at = created_at - make_interval(secs => ?),
                          expires_at = expires_at - make_interval(secs => ?) where id = ?
                        """)
                .params(by.toSeconds(), by.toSeconds(), approval.id().value())
                .update();
    }

    private static org.assertj.core.api.ObjectAssert<DomainException> refused(ErrorCode code, ThrowingCallable call) {
        var refusal = catchThrowableOfType(DomainException.class, call);
        assertThat(refusal).as("refused").isNotNull();
        assertThat(refusal.code()).as(refusal.detail()).isEqualTo(code);
        return assertThat(refusal)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.type(DomainException.class));
    }
}
