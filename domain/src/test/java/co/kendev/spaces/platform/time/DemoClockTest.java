package co.kendev.spaces.platform.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import co.kendev.spaces.DomainTest;
import co.kendev.spaces.onboarding.OnboardingRequest;
import co.kendev.spaces.onboarding.Onboardings;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.process.ClockEffect;
import co.kendev.spaces.platform.process.ClockTeller;
import co.kendev.spaces.platform.process.DueProcess;
import co.kendev.spaces.platform.process.ProcessState;
import co.kendev.spaces.platform.process.ProcessStatus;
import co.kendev.spaces.platform.process.Processes;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

@DomainTest
@TestPropertySource(properties = "spaces.demo=on")
@Timeout(120)
class DemoClockTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Autowired
    DemoClock demoClock;

    @Autowired
    BusinessTime time;

    @Autowired
    ClockTeller teller;

    @Autowired
    Onboardings onboardings;

    @Autowired
    Processes processes;

    @Autowired
    Tx tx;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    @Qualifier("relay")
    JdbcClient relay;

    @Autowired
    @Qualifier("owner")
    DataSource owner;

    private final Actor operator = new Actor(new PersonId(Ids.next()), Actor.NOWHERE, "Olga", true);

    @Test
    void whatIsMovedHereIsKnownHereAtOnce() {
        var before = demoClock.read(operator).offset();

        var standing = demoClock.advance(operator, HOUR);

        assertThat(standing.offset()).isEqualTo(before.plus(HOUR));
        assertThat(time.offset()).isEqualTo(standing.offset());
        assertThat(time.now()).isCloseTo(clock.instant().plus(standing.offset()), within(10, ChronoUnit.SECONDS));
        assertThat(standing.now()).isCloseTo(time.now(), within(10, ChronoUnit.SECONDS));
        assertThat(standing.movedAt()).isCloseTo(clock.instant(), within(10, ChronoUnit.SECONDS));
    }

    @Test
    void anotherInstanceLearnsOfIt() throws Exception {
        var heard = new ArrayList<Object>();
        var elsewhere = new BusinessTime(clock, jdbc, () -> true, heard::add);
        elsewhere.start();
        try {
            assertThat(elsewhere.offset()).isEqualTo(demoClock.read(operator).offset());
            var moved = demoClock.advance(operator, HOUR).offset();

            await(() -> elsewhere.offset().equals(moved));

            await(() -> heard.contains(new BusinessTimeMoved(moved)));
        } finally {
            elsewhere.stop();
        }
    }

    @Test
    void timeDoesNotGoBackWhenTheDemoIsTurnedOff() {
        var ahead = demoClock.advance(operator, HOUR).offset();

        assertThat(new BusinessTime(clock, jdbc, () -> false, event -> {}).offset())
                .isEqualTo(ahead);
    }

    @Test
    void withoutTheDemoThereIsNoDemoClock() {
        var off = new DemoClock(time, () -> false, jdbc, relay, clock);

        refused(ErrorCode.NOT_FOUND, () -> off.advance(operator, HOUR));
        refused(ErrorCode.NOT_FOUND, () -> off.read(operator));
        assertThat(off.isOffered()).isFalse();
    }

    @Test
    void itIsTheOperatorsAlone() {
        var other = new Actor(operator.person(), Actor.NOWHERE, "Ana", false);

        refused(ErrorCode.FORBIDDEN, () -> demoClock.advance(other, HOUR));
        refused(ErrorCode.FORBIDDEN, () -> demoClock.read(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1H", "PT0.5S", "P367D"})
    void itMovesForwardAndNotTooFarAtOnce(String by) {
        var before = demoClock.read(operator).offset();

        refused(ErrorCode.INVALID, () -> demoClock.advance(operator, Duration.parse(by)));

        assertThat(demoClock.read(operator).offset()).isEqualTo(before);
    }

    @Test
    void theDatabaseMovesItForwardAloneAndUpToTheLimit() {
        var limit = demoClock.read(operator).offset().toSeconds() + 10;

        assertThat(moved(-1, limit)).isEmpty();
        assertThat(moved(0, limit)).isEmpty();
        assertThat(moved(11, limit)).isEmpty();
        assertThat(moved(10, limit)).containsExactly(limit);
        assertThatThrownBy(() -> tx.write(Scope.NOBODY, () -> {
                    jdbc.sql("update platform.demo_clock set offset_seconds = 0")
                            .update();
                }))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    @Test
    @DirtiesContext(methodMode = DirtiesContext.MethodMode.AFTER_METHOD)
    void itGoesTenYearsAheadAndNoFurther() {
        while (demoClock.read(operator).offset().plus(DemoClock.MOVE_MAX).compareTo(DemoClock.AHEAD_MAX) <= 0) {
            demoClock.advance(operator, DemoClock.MOVE_MAX);
        }

        refused(ErrorCode.CONFLICT, () -> demoClock.advance(operator, DemoClock.MOVE_MAX));
    }

    private List<@Nullable Long> moved(long seconds, long limit) {
        return relay.sql("select platform.advance_clock(?, ?, now(), ?)")
                .params(seconds, limit, operator.person().value())
                .query(Long.class)
                .list();
    }

    @Test
    void openProcessesAreToldOncePerMoveAndEndedOnesNever() throws Exception {
        var open = aSignUp("told");
        var ended = aSignUp("ended");
        processes.end(ended.tenant(), ended.id(), ProcessState.FAILED, "for the test", null);

        var first = demoClock.advance(operator, HOUR).offset();
        await(() -> told(open).equals(List.of(first.toSeconds())));
        teller.tellAll();
        assertThat(told(open)).containsExactly(first.toSeconds());
        var second = demoClock.advance(operator, HOUR).offset();
        await(() -> told(open).equals(List.of(first.toSeconds(), second.toSeconds())));

        assertThat(told(ended)).isEmpty();
    }

    @Test
    void operatorsSeeWhatIsNextAndWhatAMoveHasDone() throws Exception {
        var process = aSignUp("seen");
        var due = time.now().plus(HOUR);
        tx.write(
                Scope.of(process.tenant()),
                () -> processes.waiting(process.tenant(), process.id(), "checklist", "owner", due));
        assertThat(processes.dueNext(operator, 50))
                .anySatisfy(next -> assertThat(next)
                        .extracting(DueProcess::id, DueProcess::blockedOn, DueProcess::dueAt)
                        .containsExactly(process.id(), "owner", due));

        var moved = demoClock.advance(operator, HOUR);
        await(() -> told(process).contains(moved.offset().toSeconds()));
        tx.write(
                Scope.of(process.tenant()),
                () -> processes.once(process.tenant(), process.id(), "checklist", "reminder 1", null));

        var since = Objects.requireNonNull(moved.movedAt());
        assertThat(processes.sinceTheMove(operator, moved.offset(), since, 50))
                .extracting(ClockEffect::process, effect -> effect.line().event(), ClockEffect::stepLabel)
                .containsExactly(tuple(process.id(), "reminder 1", "Lay out your checklist"));
        var other = new Actor(operator.person(), Actor.NOWHERE, "Ana", false);
        refused(ErrorCode.FORBIDDEN, () -> processes.dueNext(other, 1));
        refused(ErrorCode.FORBIDDEN, () -> processes.sinceTheMove(other, HOUR, since, 1));
    }

    @Test
    void whatAKilledMoverLeftIsToldByTheNextWhoLooks() throws Exception {
        var open = aSignUp("killed");
        var moved = demoClock.advance(operator, HOUR).offset().toSeconds();
        await(() -> told(open).contains(moved));
        JdbcClient.create(owner)
                .sql("delete from platform.outbox where topic = 'workflow.signal' and tenant_id = ?")
                .param(open.tenant().value())
                .update();
        JdbcClient.create(owner)
                .sql("update platform.process set clock_offset = 0 where id = ?")
                .param(open.id().value())
                .update();

        assertThat(teller.tellAll()).isEqualTo(1);

        assertThat(told(open)).containsExactly(moved);
    }

    private List<@Nullable Long> told(ProcessStatus process) {
        return JdbcClient.create(owner)
                .sql("""
                        select (payload -> 'argument' ->> 'offsetSeconds')::bigint from platform.outbox
                        where topic = 'workflow.signal' and workflow_id = ? and payload ->> 'signal' = 'clock' order by id
                        """)
                .param(process.workflowId())
                .query(Long.class)
                .list();
    }

    private ProcessStatus aSignUp(String slug) {
        return onboardings
                .request(new OnboardingRequest(
                        "The " + slug,
                        "clock-" + slug,
                        "service-business",
                        "America/Phoenix",
                        "USD",
                        "Ada Thorn",
                        "ada@" + slug + ".test",
                        "correct horse",
                        null,
                        null))
                .process();
    }

    private static void refused(ErrorCode code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        DomainException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) { // the timeout of the class ends it
            Thread.sleep(20);
        }
    }
}
