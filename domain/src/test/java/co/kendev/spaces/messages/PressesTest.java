package co.kendev.spaces.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import co.kendev.spaces.DomainTest;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.spaces.Channels;
import co.kendev.spaces.spaces.Role;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@DomainTest
class PressesTest {
    @Autowired
    Fixtures fixtures;

    @Autowired
    Presses presses;

    @Autowired
    TestWidget widget;

    @Autowired
    Messages messages;

    @Autowired
    Channels channels;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JsonMapper json;

    @Autowired
    Tx tx;

    private Fixtures.Business business;
    private Message message;

    @BeforeEach
    void aWidget() {
        business = fixtures.aBusiness();
        message = widget.post(
                business.tenant(), business.space(), business.welcome().id(), 2);
    }

    @Test
    void ofTwentyPeopleAtOnceOneIsCarriedOutAndTheOthersSeeWho() throws Exception {
        var people = IntStream.range(0, 20)
                .mapToObj(i -> fixtures.aMember(business.tenant(), business.space(), Role.STAFF))
                .toList();
        var winners = new ArrayList<String>();
        var refusals = new ArrayList<String>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = people.stream()
                    .map(person -> (Callable<Message>) () -> press(person, 1, "approve"))
                    .toList();
            List<Future<Message>> pressed = pool.invokeAll(tasks);
            for (var i = 0; i < 20; i++) {
                try {
                    pressed.get(i).get();
                    winners.add(people.get(i).name());
                } catch (ExecutionException e) {
                    var refusal = (DomainException) Objects.requireNonNull(e.getCause());
                    assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT);
                    refusals.add(refusal.detail());
                }
            }
        }

        assertThat(winners).hasSize(1);
        assertThat(widget.carriedOut(message.id())).isOne();
        assertThat(refusals)
                .hasSize(19)
                .allMatch(detail -> detail.matches(winners.getFirst() + " approved this at \\d\\d:\\d\\d\\."));
        assertThat(presses()).isOne();
        assertThat(stateOf(messages.get(business.owner(), message.id()))).isEqualTo("done");
    }

    @Test
    void theSamePressAgainIsHarmless() {
        var first = press(business.owner(), 1, "approve");
        var again = press(business.owner(), 1, "approve");

        assertThat(again).isEqualTo(first);
        assertThat(widget.carriedOut(message.id())).isOne();
        assertThat(refusal(business.owner(), 1, "other").detail()).matches("You approved this at \\d\\d:\\d\\d\\.");
        assertThat(catchThrowableOfType(
                                DomainException.class,
                                () -> presses.press(
                                        business.owner(),
                                        message.id(),
                                        TestWidget.ID,
                                        1,
                                        "approve",
                                        json.valueToTree(Map.of("comment", "yes"))))
                        .code())
                .isEqualTo(ErrorCode.CONFLICT);
    }

    @ParameterizedTest
    @CsvSource({"refuse-it, FORBIDDEN", "name, INVALID", "over, GONE"})
    void aRefusalTakesThePressBack(String action, ErrorCode code) {
        assertThat(refusal(business.owner(), 1, action).code()).isEqualTo(code);
        assertThat(presses()).isZero();

        press(fixtures.aMember(business.tenant(), business.space(), Role.STAFF), 1, "approve");

        assertThat(widget.carriedOut(message.id())).isOne();
    }

    @Test
    void aBlockThatAnOlderVersionDrewStillWorks() {
        message = widget.post(
                business.tenant(), business.space(), business.welcome().id(), 1);

        var after = press(business.owner(), 1, "approve");

        assertThat(stateOf(after)).isEqualTo("done");
    }

    @Test
    void theNextRevisionMayBePressedAndTheLastOneNamesWhoHadIt() {
        press(business.owner(), 1, "approve");
        var staff = fixtures.aMember(business.tenant(), business.space(), Role.STAFF);

        assertThat(refusal(staff, 1, "approve").detail())
                .startsWith(business.owner().name() + " approved this at ");
        press(staff, 2, "approve");

        assertThat(widget.carriedOut(message.id())).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 2, Integer.MAX_VALUE})
    void aRevisionThatWasNeverPressedIsNotTheOneThatIsDrawn(int revision) {
        var refusal = refusal(business.owner(), revision, "approve");

        assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(refusal.detail()).isEqualTo("It changed meanwhile; look at it again.");
        assertThat(presses()).isZero();
    }

    @Test
    void aWidgetOfAnotherApplicationIsRefusedInWords() {
        message = widget.post(
                business.tenant(), business.space(), business.welcome().id(), 1, "from-the-future");

        var refusal = refusal(business.owner(), 1, "approve");

        assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(refusal.detail()).contains("another version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"w2", "", "w 1", "w1\0"})
    void aBlockThatIsNotThereIsNotFound(String block) {
        assertThat(catchThrowableOfType(
                                DomainException.class,
                                () -> presses.press(
                                        business.owner(), message.id(), block, 1, "approve", json.createObjectNode()))
                        .code())
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void whoMaySeeNothingFindsNothing() {
        var books = channels.find(business.tenant(), business.space(), "books").orElseThrow();
        message = widget.post(business.tenant(), business.space(), books.id(), 2);
        var staff = fixtures.aMember(business.tenant(), business.space(), Role.STAFF);
        var stranger = fixtures.aBusiness().owner();

        assertThat(Stream.of(staff, stranger)
                        .map(actor -> refusal(actor, 1, "approve").code()))
                .containsOnly(ErrorCode.NOT_FOUND);
        assertThat(widget.carriedOut(message.id())).isZero();
    }

    @Test
    void aDeletedMessageIsOver() {
        messages.delete(business.owner(), message.id(), message.version());

        assertThat(refusal(business.owner(), 1, "approve").code()).isEqualTo(ErrorCode.GONE);
    }

    @Test
    void whatANumberCannotBeIsRefusedWhereItStands() {
        var values = json.valueToTree(Map.of("amount", List.of(1, new BigDecimal("1e999999"))));

        var refusal = catchThrowableOfType(
                DomainException.class,
                () -> presses.press(business.owner(), message.id(), TestWidget.ID, 1, "approve", values));

        assertThat(refusal.field()).isEqualTo("values.amount[1]");
    }

    @Test
    void aFeatureThatForgetsToRaiseTheRevisionIsABug() {
        assertThatThrownBy(() -> press(business.owner(), 1, "forget")).isInstanceOf(IllegalStateException.class);
        assertThat(presses()).isZero();
    }

    private Message press(Actor actor, int revision, String action) {
        return presses.press(actor, message.id(), TestWidget.ID, revision, action, json.createObjectNode());
    }

    private DomainException refusal(Actor actor, int revision, String action) {
        return catchThrowableOfType(DomainException.class, () -> press(actor, revision, action));
    }

    private long presses() {
        return tx.<Long>read(
                business.owner().scope(),
                () -> jdbc.sql("select count(*) from messages.press where message_id = ?")
                        .param(message.id().value())
                        .query(Long.class)
                        .single());
    }

    private static String stateOf(Message message) {
        return Objects.requireNonNull(message.blocks()).path(0).path("state").stringValue();
    }
}
