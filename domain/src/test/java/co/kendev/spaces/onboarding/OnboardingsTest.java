package co.kendev.spaces.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import co.kendev.spaces.DomainTest;
import co.kendev.spaces.identity.People;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.messages.Cursor;
import co.kendev.spaces.messages.Draft;
import co.kendev.spaces.messages.Message;
import co.kendev.spaces.messages.Messages;
import co.kendev.spaces.messages.Presses;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.ids.SpaceId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.process.ProcessId;
import co.kendev.spaces.platform.process.ProcessState;
import co.kendev.spaces.platform.process.ProcessStatus;
import co.kendev.spaces.platform.process.ProcessStep;
import co.kendev.spaces.platform.process.Processes;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.spaces.Access;
import co.kendev.spaces.spaces.ChannelAccess;
import co.kendev.spaces.spaces.Invitations;
import co.kendev.spaces.spaces.Members;
import co.kendev.spaces.spaces.Permission;
import co.kendev.spaces.spaces.Role;
import co.kendev.spaces.spaces.Spaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@DomainTest
class OnboardingsTest {
    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final List<Stage> BEFORE_OWNER =
            List.of(Stage.RESERVE, Stage.SPACE, Stage.CHANNELS, Stage.ROLES, Stage.AGENTS, Stage.CONTENT, Stage.INVITE);

    @Autowired
    Onboardings onboardings;

    @Autowired
    Construction construction;

    @Autowired
    Processes processes;

    @Autowired
    Checklists checklists;

    @Autowired
    Tenants tenants;

    @Autowired
    People people;

    @Autowired
    Spaces spaces;

    @Autowired
    Members members;

    @Autowired
    Access access;

    @Autowired
    Messages messages;

    @Autowired
    Presses presses;

    @Autowired
    JsonMapper json;

    @Autowired
    Invitations invitations;

    @Autowired
    @Qualifier("owner")
    DataSource owner;

    private final String slug = "farm-" + COUNTER.incrementAndGet() + "x";

    @Test
    void aSignUpIsWrittenDownAtOnce() {
        var requested = onboardings.request(request());

        var process = requested.process();
        assertThat(requested.isNew()).isTrue();
        assertThat(process.state()).isEqualTo(ProcessState.QUEUED);
        assertThat(process.kind()).isEqualTo("onboarding");
        assertThat(process.key()).isEqualTo(slug);
        assertThat(process.workflowId()).isEqualTo(slug + "/onboarding/" + slug);
        assertThat(process.spaceSlug()).isNull();
        assertThat(process.steps())
                .extracting(ProcessStep::name)
                .containsExactly(
                        "reserve", "space", "channels", "roles", "agents", "content", "invite", "checklist", "active");
        assertThat(outbox(process)).containsExactly("workflow.start");
        assertThat(count("select count(*) from platform.outbox where payload::text like '%correct horse%'"))
                .isZero();
    }

    @Test
    void theSameSignUpAgainIsTheSameProcess() {
        var first = onboardings.request(request());

        var second = onboardings.request(request());

        assertThat(second.isNew()).isFalse();
        assertThat(second.process().id()).isEqualTo(first.process().id());
        assertThat(second.statusToken()).isEqualTo(first.statusToken());
        assertThat(outbox(first.process())).hasSize(1);
    }

    @Test
    void theSameSignUpTwentyTimesAtOnceIsOneProcess() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<ProcessId>>();
            for (int i = 0; i < 20; i++) {
                tasks.add(() -> onboardings.request(request()).process().id());
            }
            var ids = new ArrayList<ProcessId>();
            for (var future : threads.invokeAll(tasks)) {
                ids.add(future.get());
            }
            assertThat(ids).hasSize(20).containsOnly(ids.getFirst());
        }
    }

    @Test
    void anotherBusinessMayNotHaveTheSlug() {
        onboardings.request(request());

        var refusal = refusal(with("ownerEmail", "somebody@else.example"));

        assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(refusal.field()).isEqualTo("slug");
    }

    @Test
    void aRequestKeyStandsForOneSignUp() {
        var first = onboardings.request(keyed(slug, "key-" + slug));
        var again = onboardings.request(keyed(slug, "key-" + slug));
        var other = catchThrowableOfType(
                DomainException.class, () -> onboardings.request(keyed(slug + "-other", "key-" + slug)));

        assertThat(again.process().id()).isEqualTo(first.process().id());
        assertThat(other.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(other.field()).isEqualTo("requestKey");
    }

    @Test
    void ofManySignUpsUnderOneKeyInOneMomentOneIsTaken() throws Exception {
        var refusals = new ArrayList<DomainException>();
        int taken = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<Onboardings.Requested>>();
            for (int i = 0; i < 8; i++) {
                var another = slug + "-" + i;
                tasks.add(() -> onboardings.request(keyed(another, "moment-" + slug)));
            }
            for (var future : threads.invokeAll(tasks)) {
                try {
                    assertThat(future.get().isNew()).isTrue();
                    taken++;
                } catch (ExecutionException e) {
                    refusals.add((DomainException) Objects.requireNonNull(e.getCause()));
                }
            }
        }
        assertThat(taken).isOne();
        assertThat(refusals)
                .hasSize(7)
                .allMatch(refusal -> refusal.code() == ErrorCode.CONFLICT && "requestKey".equals(refusal.field()));
    }

    @Test
    void aKeyThatComesWithTheRepeatStandsForTheSignUpToo() {
        var first = onboardings.request(keyed(slug, null));
        var again = onboardings.request(keyed(slug, "late-" + slug));
        var other = catchThrowableOfType(
                DomainException.class, () -> onboardings.request(keyed(slug + "-other", "late-" + slug)));

        assertThat(again.process().id()).isEqualTo(first.process().id());
        assertThat(other.field()).isEqualTo("requestKey");
    }

    @Test
    void aKnownPersonNeedsTheirPasswordAndThenOwnsTwoBusinesses() {
        onboardings.request(request());
        var second = new OnboardingRequest(
                "Second",
                slug + "-two",
                "kendev",
                "UTC",
                "EUR",
                "Ana Hays",
                slug + "@hays.example",
                "wrong password",
                null,
                null);

        var refusal = catchThrowableOfType(DomainException.class, () -> onboardings.request(second));
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID);
        assertThat(refusal.field()).isEqualTo("password");
        assertThat(tenants.idOf(slug + "-two")).isEmpty();

        var first = onboardings.request(request());
        var right = new OnboardingRequest(
                "Second",
                slug + "-two",
                "kendev",
                "UTC",
                "EUR",
                "Ana Hays",
                slug + "@hays.example",
                "correct horse",
                null,
                null);
        assertThat(onboardings.request(right).owner().id())
                .isEqualTo(first.owner().id());
    }

    @ParameterizedTest
    @CsvSource({
        "businessName, ''",
        "businessName, 'Hays \u202Efarm'",
        "slug, Api",
        "slug, api",
        "slug, ab",
        "slug, -farm",
        "slug, fa--rm",
        "slug, h\u0430ys-farm",
        "slug, adrnin",
        "template, castle",
        "timeZone, Mars/Olympus",
        "currency, XXX",
        "currency, usd",
        "ownerName, ' '",
        "ownerEmail, nobody",
        "password, short",
        "referralCode, no-such-business",
        "referralCode, 'farm\0x'",
        "referralCode, 'Hays \tfarm'"
    })
    void aWrongFieldIsNamed(String field, String value) {
        var refusal = refusal(with(field, value));

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID);
        assertThat(refusal.field()).isEqualTo(field);
        assertThat(refusal.detail()).isNotBlank();
    }

    @Test
    void aNameThatLooksLikeATakenOneIsRefused() {
        onboardings.request(request());

        assertThatThrownBy(() -> onboardings.checkSlug(slug.replace("m", "rn"))).isInstanceOf(DomainException.class);
        assertThatThrownBy(() -> onboardings.checkSlug(slug)).isInstanceOf(DomainException.class);
        onboardings.checkSlug(slug + "-free");
    }

    @Test
    void theStatusTokenOpensItsOwnProcessAlone() {
        var mine = onboardings.request(request());
        var other = onboardings.request(keyed(slug + "-neighbour", null));

        assertThat(onboardings.status(mine.process().id(), mine.statusToken()).key())
                .isEqualTo(slug);
        assertThatThrownBy(() -> onboardings.status(other.process().id(), mine.statusToken()))
                .isInstanceOf(DomainException.class);
        for (var forged : List.of("", ".", "x.y", mine.statusToken() + "A")) {
            assertThatThrownBy(() -> onboardings.status(mine.process().id(), forged))
                    .isInstanceOf(DomainException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kendev", "celersoft", "hays-cactus-farm", "ernesto-behrens", "service-business"})
    void everyTemplateCanBeBuilt(String template) {
        var requested = onboardings.request(with("template", template));
        var process = requested.process();

        build(process);
        construction.open(process.tenant(), process.id());

        var owner = actor(requested);
        var space = spaces.of(owner).getFirst();
        var channels = access.channels(owner, space.id());
        assertThat(channels).hasSizeBetween(6, 10);
        assertThat(channels).allMatch(ChannelAccess::mayPost);
        assertThat(messages(owner, channels.getFirst()))
                .extracting(Message::text)
                .anySatisfy(text ->
                        assertThat(text).contains("Cactus & Co", "Ana Hays").doesNotContain("{"));
    }

    @Test
    void theStoryGoesFromQueuedToActive() {
        var requested = onboardings.request(request());
        var process = requested.process();
        var tenant = process.tenant();

        build(process);
        assertThat(processes.get(tenant, process.id()).spaceSlug()).isNull();
        var opened = construction.open(tenant, process.id());

        assertThat(opened.open()).containsExactly("confirm-brand", "invite-colleague", "first-message", "setup-fee");
        var waiting = onboardings.status(process.id(), requested.statusToken());
        assertThat(waiting.state()).isEqualTo(ProcessState.WAITING);
        assertThat(waiting.stage()).isEqualTo("checklist");
        assertThat(waiting.blockedOn()).isEqualTo("owner");
        assertThat(waiting.spaceSlug()).isEqualTo(slug);
        assertThat(waiting.dueAt()).isEqualTo(opened.openedAt().plus(Construction.PATIENCE));
        assertThat(waiting.step("channels").orElseThrow().note()).isEqualTo("10 channels");

        var actor = actor(requested);
        var space = spaces.of(actor).getFirst();
        var in = access.space(actor, space.id());
        invitations.create(actor, in, null, Role.STAFF);
        spaces.rebrand(in, actor, space.name(), space.description(), space.brand());
        var welcome = access.channels(actor, space.id()).getFirst().channel().id();
        messages.post(actor, welcome, Draft.text("1", "Hello!"));
        messages.post(actor, welcome, Draft.text("2", "Hello again!"));
        checklists.tick(tenant, "setup-fee", actor.name());

        assertThat(checklists.of(actor, space.id())).noneMatch(ChecklistItem::isOpen);
        assertThat(outbox(process))
                .containsExactly(
                        "workflow.start", "workflow.signal", "workflow.signal", "workflow.signal", "workflow.signal");
        assertThat(construction.finish(tenant, process.id())).isEqualTo("active");
        assertThat(construction.finish(tenant, process.id())).isEqualTo("active");
        var done = processes.get(tenant, process.id());
        assertThat(done.state()).isEqualTo(ProcessState.DONE);
        assertThat(done.steps()).allMatch(step -> step.state() == ProcessState.DONE);

        var block = card(actor, space.id());
        assertThat(block.path("type").stringValue()).isEqualTo("onboarding-progress");
        assertThat(block.path("version").intValue()).isEqualTo(2);
        assertThat(block.path("revision").intValue()).isEqualTo(5);
        assertThat(block.path("outcome").stringValue()).isEqualTo("active");
        assertThat(block.path("awaiting").isNull()).isTrue();
        assertThat(block.path("owner").asString())
                .isEqualTo(requested.owner().id().toString());
        assertThat(block.path("checklist")
                        .valueStream()
                        .map(line -> line.path("href").asString()))
                .as("the channel that the hint names")
                .contains("/app/s/" + slug + "/farm-news");
        assertThat(block.path("checklist"))
                .hasSize(4)
                .allMatch(line -> line.path("done").booleanValue());
    }

    @Test
    void theOwnerTicksALineRightInTheCard() {
        var requested = onboardings.request(request());
        var process = requested.process();
        build(process);
        construction.open(process.tenant(), process.id());
        var actor = actor(requested);
        var space = spaces.of(actor).getFirst().id();
        var drawn = card(actor, space);
        assertThat(drawn.path("checklist")
                        .valueStream()
                        .map(line -> line.path("key").asString() + " "
                                + line.path("button").asString()))
                .contains("confirm-brand Looks good", "invite-colleague Mark as done");

        var after = press(actor, space, 1, "confirm-brand");

        var line =
                Objects.requireNonNull(after.blocks()).path(0).path("checklist").path(0);
        assertThat(line.path("done").booleanValue()).isTrue();
        assertThat(line.path("by").stringValue()).isEqualTo(requested.owner().name());
        assertThat(line.path("button").isNull()).isTrue();
        assertThat(card(actor, space).path("revision").intValue()).isEqualTo(2);
        assertThat(outbox(process)).containsExactly("workflow.start", "workflow.signal");
        assertThat(press(actor, space, 1, "confirm-brand")).isEqualTo(after);
        assertThat(outbox(process)).hasSize(2);
    }

    @Test
    void onlyTheOwnerTicksAndOnlyWhatHasAButton() {
        var requested = onboardings.request(request());
        var process = requested.process();
        build(process);
        construction.open(process.tenant(), process.id());
        var actor = actor(requested);
        var space = spaces.of(actor).getFirst().id();
        var friend = people.findOrRegister("friend@" + slug + ".example", "A Friend", "correct horse");
        members.add(process.tenant(), space, friend, Role.ADMIN);
        var admin = new Actor(friend.id(), process.tenant(), friend.name(), false);

        assertThat(pressRefused(admin, space, 1, "confirm-brand").code()).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(pressRefused(actor, space, 1, "first-message").field()).isEqualTo("action");
        checklists.tick(process.tenant(), "confirm-brand", "A Friend");
        var late = pressRefused(actor, space, 2, "confirm-brand");
        assertThat(late.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(late.detail()).startsWith("A Friend ticked ");

        press(actor, space, 2, "invite-colleague");
        assertThat(checklists.of(actor, space))
                .filteredOn(ChecklistItem::isOpen)
                .extracting(ChecklistItem::key)
                .containsExactly("first-message", "setup-fee");
    }

    @Test
    void whenTheOnboardingHasEndedTheCardStillWorks() {
        var requested = onboardings.request(request());
        var process = requested.process();
        build(process);
        construction.open(process.tenant(), process.id());
        construction.finish(process.tenant(), process.id());
        var actor = actor(requested);
        var space = spaces.of(actor).getFirst().id();

        press(actor, space, 1, "confirm-brand");

        assertThat(checklists.of(actor, space))
                .filteredOn(ChecklistItem::isOpen)
                .hasSize(3);
        assertThat(outbox(process)).containsExactly("workflow.start");
    }

    @Test
    void everyStageIsBuiltOnceHoweverOftenItIsAskedFor() {
        var requested = onboardings.request(request());
        var process = requested.process();

        for (int i = 0; i < 3; i++) {
            build(process);
            construction.open(process.tenant(), process.id());
            construction.remind(process.tenant(), process.id(), 1);
        }

        var actor = actor(requested);
        var space = spaces.of(actor).getFirst().id();
        var welcome = access.channels(actor, space).getFirst();
        assertThat(messages(actor, welcome)).hasSize(4); // the card, the greeting, the setup fee, one reminder
        assertThat(processes.events(process.tenant(), process.id(), 0, 100))
                .extracting(event -> event.step() + " " + event.event())
                .contains("checklist waiting", "checklist reminder 1")
                .doesNotHaveDuplicates();
    }

    @Test
    void aFailedStepSaysWhyUntilItSucceeds() {
        var process = onboardings.request(request()).process();
        construction.build(process.tenant(), process.id(), Stage.RESERVE);

        construction.failed(process.tenant(), process.id(), Stage.SPACE, "The database was restarted.");

        var failed = processes.get(process.tenant(), process.id());
        assertThat(failed.failure()).isEqualTo("The database was restarted.");
        assertThat(failed.step("space").orElseThrow().state()).isEqualTo(ProcessState.FAILED);
        construction.build(process.tenant(), process.id(), Stage.SPACE);
        var mended = processes.get(process.tenant(), process.id());
        assertThat(mended.failure()).isNull();
        assertThat(mended.step("space").orElseThrow().attempts()).isEqualTo(2);
        assertThat(mended.attempts()).isEqualTo(1);
    }

    @Test
    void aFailureThatComesLateIsNoNewsOfAStepThatIsDone() {
        var process = onboardings.request(request()).process();
        construction.build(process.tenant(), process.id(), Stage.RESERVE);
        var before = processes.get(process.tenant(), process.id());

        construction.failed(process.tenant(), process.id(), Stage.RESERVE, "The answer was lost.");

        assertThat(processes.get(process.tenant(), process.id())).isEqualTo(before);
    }

    @Test
    void aFailedAttemptWhileTheOwnerIsAwaitedIsForgottenWhenTheNextSucceeds() {
        var process = onboardings.request(request()).process();
        var tenant = process.tenant();
        build(process);
        var due = construction.open(tenant, process.id()).openedAt().plus(Construction.PATIENCE);

        for (Runnable next : List.<Runnable>of(
                () -> construction.remind(tenant, process.id(), 1), () -> construction.open(tenant, process.id()))) {
            construction.failed(tenant, process.id(), Stage.CHECKLIST, "The database was restarted.");
            assertThat(processes.get(tenant, process.id()).state()).isEqualTo(ProcessState.RUNNING);
            next.run();

            var again = processes.get(tenant, process.id());
            assertThat(again.state()).isEqualTo(ProcessState.WAITING);
            assertThat(again.blockedOn()).isEqualTo("owner");
            assertThat(again.dueAt()).isEqualTo(due);
            assertThat(again.failure()).isNull();
            assertThat(again.step("checklist").orElseThrow().state()).isEqualTo(ProcessState.WAITING);
        }
    }

    @Test
    void theWorkflowHearsOfTheOwnersStepThoughAnAttemptHasFailed() {
        var requested = onboardings.request(request());
        var process = requested.process();
        build(process);
        construction.open(process.tenant(), process.id());
        construction.failed(process.tenant(), process.id(), Stage.CHECKLIST, "The database was restarted.");

        sayHello(actor(requested));

        assertThat(outbox(process)).containsExactly("workflow.start", "workflow.signal");
    }

    @Test
    void aCustomerIsNoColleague() {
        var requested = onboardings.request(request());
        build(requested.process());
        construction.open(requested.process().tenant(), requested.process().id());
        var actor = actor(requested);
        var in = access.space(actor, spaces.of(actor).getFirst().id());

        invitations.create(actor, in, null, Role.CUSTOMER);
        assertThat(open(actor)).contains("invite-colleague");
        invitations.create(actor, in, null, Role.ADMIN);
        assertThat(open(actor)).doesNotContain("invite-colleague");
    }

    @Test
    void aNameIsNeitherMarkdownNorAPlaceholder() {
        var requested = onboardings.request(with("businessName", "*Stars* for {owner}"));
        build(requested.process());
        construction.open(requested.process().tenant(), requested.process().id());

        var actor = actor(requested);
        var space = spaces.of(actor).getFirst();
        assertThat(messages(actor, access.channels(actor, space.id()).getFirst()))
                .extracting(Message::text)
                .anySatisfy(text -> assertThat(text).contains("**Welcome to \\*Stars\\* for {owner}, Ana Hays.**"));
        assertThat(space.description()).startsWith("*Stars* for {owner} grows");
    }

    @Test
    void aTemplateThatIsGoneStopsTheBuildingButNotTheOwner() {
        var requested = onboardings.request(request());
        var process = requested.process();
        var tenant = process.tenant();
        build(process);
        construction.open(tenant, process.id());
        JdbcClient.create(owner)
                .sql("update onboarding.onboarding set template_version = 99 where tenant_id = ?")
                .param(tenant.value())
                .update();

        var actor = actor(requested);
        sayHello(actor);

        assertThat(open(actor)).doesNotContain("first-message");
        assertThat(construction.remind(tenant, process.id(), 1)).hasSize(3);
        assertThat(construction.finish(tenant, process.id())).isEqualTo("active, 3 steps open");

        var second = onboardings.request(keyed(slug + "-two", null)).process();
        JdbcClient.create(owner)
                .sql("update onboarding.onboarding set template_version = 99 where tenant_id = ?")
                .param(second.tenant().value())
                .update();
        construction.build(second.tenant(), second.id(), Stage.RESERVE);
        assertThatThrownBy(() -> construction.build(second.tenant(), second.id(), Stage.SPACE))
                .isInstanceOf(DomainException.class);
    }

    @Test
    void aRightInAChannelThatIsMissingIsNoRightInTheWholeSpace() {
        var process = onboardings.request(request()).process();
        for (var stage : List.of(Stage.RESERVE, Stage.SPACE, Stage.CHANNELS)) {
            construction.build(process.tenant(), process.id(), stage);
        }
        JdbcClient.create(owner)
                .sql("delete from spaces.channel where tenant_id = ? and name = 'suppliers'")
                .param(process.tenant().value())
                .update();

        assertThatThrownBy(() -> construction.build(process.tenant(), process.id(), Stage.ROLES))
                .hasMessageContaining("#suppliers");
        assertThat(rowsOf(process.tenant())).doesNotContainKey("spaces.permission_grant");
    }

    @Test
    void aHalfBuiltBusinessIsTakenDownInOneGo() {
        var process = onboardings.request(request()).process();
        for (var stage : List.of(Stage.RESERVE, Stage.SPACE, Stage.CHANNELS, Stage.ROLES)) {
            construction.build(process.tenant(), process.id(), stage);
        }

        for (int twice = 0; twice < 2; twice++) {
            construction.takeDown(process.tenant(), process.id(), "Its workflow was terminated.");
        }

        assertThat(rowsOf(process.tenant()))
                .containsOnlyKeys(
                        "platform.process", "platform.process_step", "platform.process_event", "platform.outbox");
        var failed = processes.get(process.tenant(), process.id());
        assertThat(failed.state()).isEqualTo(ProcessState.FAILED);
        assertThat(failed.failure()).isEqualTo("Its workflow was terminated.");
        onboardings.checkSlug(slug);
    }

    @Test
    void aFinishedBusinessIsNotTakenDown() {
        var process = onboardings.request(request()).process();
        build(process);
        construction.open(process.tenant(), process.id());
        construction.finish(process.tenant(), process.id());
        var before = processes.get(process.tenant(), process.id());

        assertThat(construction.halt(process.tenant(), process.id())).isFalse();
        construction.takeDown(process.tenant(), process.id(), "too late");

        assertThat(processes.get(process.tenant(), process.id())).isEqualTo(before);
        assertThat(tenants.idOf(slug)).contains(process.tenant());
    }

    @Test
    void takingItBackLeavesNothingAndTheNameIsFreeAgain() {
        var requested = onboardings.request(request());
        var process = requested.process();
        build(process);
        construction.open(process.tenant(), process.id());

        assertThat(construction.halt(process.tenant(), process.id())).isTrue();
        assertThatThrownBy(() -> construction.finish(process.tenant(), process.id()))
                .isInstanceOf(DomainException.class);
        for (int twice = 0; twice < 2; twice++) {
            for (var stage : List.of(Stage.values()).reversed()) {
                construction.undo(process.tenant(), process.id(), stage);
            }
            construction.close(process.tenant(), process.id(), true, "changed my mind");
        }

        assertThat(rowsOf(process.tenant()))
                .containsOnlyKeys(
                        "platform.process", "platform.process_step", "platform.process_event", "platform.outbox");
        var cancelled = processes.get(process.tenant(), process.id());
        assertThat(cancelled.state()).isEqualTo(ProcessState.CANCELLED);
        assertThat(cancelled.failure()).isEqualTo("changed my mind");
        assertThat(cancelled.spaceSlug()).isNull();
        assertThat(people.authenticate(slug + "@hays.example", "correct horse")).isEmpty();
        var anew = onboardings.request(request());
        assertThat(anew.isNew()).isTrue();
        assertThat(anew.process().workflowId()).isEqualTo(slug + "/onboarding/" + slug + ".2");
    }

    @Test
    void aSpaceThatIsUsedIsNotTakenDown() {
        var requested = onboardings.request(request());
        var process = requested.process();
        build(process);
        construction.open(process.tenant(), process.id());
        var actor = actor(requested);
        var welcome = access.channels(actor, spaces.of(actor).getFirst().id())
                .getFirst()
                .channel()
                .id();
        messages.post(actor, welcome, Draft.text("1", "We live here"));

        assertThat(construction.halt(process.tenant(), process.id())).isFalse();
        construction.close(process.tenant(), process.id(), true, "tidying up");

        assertThat(messages.page(actor, welcome, new Cursor.Newest(), 50).items())
                .anyMatch(message -> message.text().equals("We live here"));
    }

    @Test
    void customersSeeTheirChannelsAndStaffTheirs() {
        var requested = onboardings.request(request());
        var process = requested.process();
        build(process);
        construction.open(process.tenant(), process.id());
        var space = spaces.of(actor(requested)).getFirst().id();

        assertThat(channelsOf(process.tenant(), space, Role.CUSTOMER))
                .containsExactlyInAnyOrder("welcome", "farm-news", "plant-care");
        assertThat(channelsOf(process.tenant(), space, Role.STAFF))
                .contains("stock-counts", "suppliers")
                .doesNotContain("books");
        assertThat(channelsOf(process.tenant(), space, Role.ADMIN)).contains("suppliers", "books");
    }

    private List<String> channelsOf(TenantId tenant, SpaceId space, Role role) {
        var person = people.findOrRegister(role.word() + "@" + slug + ".example", role.word(), "correct horse");
        members.add(tenant, space, person, role);
        var actor = new Actor(person.id(), tenant, person.name(), false);
        assertThat(access.space(actor, space).may(Permission.MANAGE_SPACE)).isFalse();
        return access.channels(actor, space).stream()
                .map(seen -> seen.channel().name())
                .toList();
    }

    private void sayHello(Actor actor) {
        var welcome = access.channels(actor, spaces.of(actor).getFirst().id()).getFirst();
        messages.post(actor, welcome.channel().id(), Draft.text("hello", "Hello!"));
    }

    private List<String> open(Actor actor) {
        return checklists.of(actor, spaces.of(actor).getFirst().id()).stream()
                .filter(ChecklistItem::isOpen)
                .map(ChecklistItem::key)
                .toList();
    }

    private tools.jackson.databind.JsonNode card(Actor actor, SpaceId space) {
        var first = messages(actor, access.channels(actor, space).getFirst()).getFirst();
        return Objects.requireNonNull(first.blocks()).get(0);
    }

    private Message press(Actor actor, SpaceId space, int revision, String action) {
        var card = messages(actor, access.channels(actor, space).getFirst()).getFirst();
        return presses.press(actor, card.id(), "checklist", revision, action, json.createObjectNode());
    }

    private DomainException pressRefused(Actor actor, SpaceId space, int revision, String action) {
        return catchThrowableOfType(DomainException.class, () -> press(actor, space, revision, action));
    }

    private List<Message> messages(Actor actor, ChannelAccess channel) {
        return messages.page(actor, channel.channel().id(), new Cursor.Newest(), 50)
                .items();
    }

    private void build(ProcessStatus process) {
        BEFORE_OWNER.forEach(stage -> construction.build(process.tenant(), process.id(), stage));
    }

    private static Actor actor(Onboardings.Requested requested) {
        return new Actor(
                requested.owner().id(),
                requested.process().tenant(),
                requested.owner().name(),
                false);
    }

    private DomainException refusal(OnboardingRequest request) {
        return catchThrowableOfType(DomainException.class, () -> onboardings.request(request));
    }

    private OnboardingRequest request() {
        return with("", "");
    }

    private OnboardingRequest keyed(String slug, @org.jspecify.annotations.Nullable String key) {
        return new OnboardingRequest(
                "Cactus & Co",
                slug,
                "kendev",
                "UTC",
                "EUR",
                "Ana Hays",
                slug + "@hays.example",
                "correct horse",
                null,
                key);
    }

    private OnboardingRequest with(String field, String value) {
        return new OnboardingRequest(
                field.equals("businessName") ? value : "Cactus & Co",
                field.equals("slug") ? value : slug,
                field.equals("template") ? value : "hays-cactus-farm",
                field.equals("timeZone") ? value : "America/Phoenix",
                field.equals("currency") ? value : "USD",
                field.equals("ownerName") ? value : "Ana Hays",
                field.equals("ownerEmail") ? value : slug + "@hays.example",
                field.equals("password") ? value : "correct horse",
                field.equals("referralCode") ? value : null,
                null);
    }

    private List<String> outbox(ProcessStatus process) {
        return JdbcClient.create(owner)
                .sql("select topic from platform.outbox where workflow_id = ? order by id")
                .param(process.workflowId())
                .query((rs, row) -> rs.getString("topic"))
                .list();
    }

    private long count(String sql) {
        return JdbcClient.create(owner).sql(sql).query(Long.class).single();
    }

    /** How many rows each table holds of a tenant. */
    private java.util.Map<String, Long> rowsOf(TenantId tenant) {
        var tables = JdbcClient.create(owner).sql("""
                        select table_schema || '.' || table_name from information_schema.columns
                        where column_name = 'tenant_id'
                          and table_schema in ('identity', 'platform', 'spaces', 'messages', 'agents', 'onboarding')
                        """).query(String.class).list();
        var rows = new java.util.TreeMap<String, Long>();
        for (var table : tables) {
            long count = JdbcClient.create(owner)
                    .sql("select count(*) from " + table + " where tenant_id = ?")
                    .param(tenant.value())
                    .query(Long.class)
                    .single();
            if (count > 0) {
                rows.put(table, count);
            }
        }
        return rows;
    }
}
