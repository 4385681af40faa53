package co.kendev.spaces.revenue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.kendev.spaces.DomainTest;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.time.BusinessTime;
import co.kendev.spaces.platform.time.DemoClock;
import co.kendev.spaces.revenue.pricing.Terms;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Days and months where clocks are changed: in New York on 8 March 2026, and back on 1 November, with which a month begins. */
@DomainTest
@TestPropertySource(properties = "spaces.demo=on")
class ChangedClocksTest {
    private static final Currency USD = Currency.getInstance("USD");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

    @Autowired
    Fixtures fixtures;

    @Autowired
    Shop shop;

    @Autowired
    Agreements agreements;

    @Autowired
    MonthClose months;

    @Autowired
    MonthEnds monthEnds;

    @Autowired
    Statements statements;

    @Autowired
    Tenants tenants;

    @Autowired
    DemoClock demoClock;

    @Autowired
    BusinessTime time;

    Fixtures.Business farm;

    @BeforeEach
    void aBusinessInNewYork() {
        farm = fixtures.aBusiness(NEW_YORK);
        var missing = Duration.between(time.now(), at("2026-12-10T12:00-05:00"));
        if (missing.isPositive()) {
            demoClock.advance(new Actor(new PersonId(Ids.next()), Actor.NOWHERE, "Olga", true), missing);
        }
    }

    @Test
    void aSaleCountsInTheMonthOfItsOwnDay() {
        shop.agree(farm, Terms.flat(1_000), LocalDate.of(2026, 1, 1));

        assertThat(monthOf("2026-02-28T23:30-05:00")).isEqualTo(YearMonth.of(2026, 2));
        assertThat(monthOf("2026-03-01T00:30-05:00")).isEqualTo(YearMonth.of(2026, 3));
        assertThat(monthOf("2026-03-31T23:30-04:00")).isEqualTo(YearMonth.of(2026, 3));
        assertThat(monthOf("2026-04-01T00:30-04:00")).isEqualTo(YearMonth.of(2026, 4));
        assertThat(monthOf("2026-10-31T23:30-04:00")).isEqualTo(OCTOBER);
        assertThat(monthOf("2026-10-31T23:59:59.999999999-04:00")).isEqualTo(OCTOBER);
        assertThat(monthOf("2026-11-01T00:00-04:00")).isEqualTo(NOVEMBER);
        assertThat(monthOf("2026-11-01T00:30-04:00")).isEqualTo(NOVEMBER);
        assertThat(monthOf("2026-11-01T01:30-04:00")).isEqualTo(NOVEMBER);
        assertThat(monthOf("2026-11-01T01:30-05:00")).isEqualTo(NOVEMBER);
        assertThat(monthOf("2026-11-30T23:30-05:00")).isEqualTo(NOVEMBER);
        assertThat(monthOf("2026-12-01T00:30-05:00")).isEqualTo(YearMonth.of(2026, 12));
    }

    @Test
    void termsCountFromMidnightOnThoughThatDayHas23HoursOr25() {
        shop.agree(farm, Terms.flat(1_000), LocalDate.of(2026, 1, 1));
        shop.agree(farm, Terms.flat(900), LocalDate.of(2026, 3, 8));
        shop.agree(farm, Terms.flat(800), LocalDate.of(2026, 3, 9));
        shop.agree(farm, Terms.flat(700), LocalDate.of(2026, 11, 1));
        shop.agree(farm, Terms.flat(600), LocalDate.of(2026, 11, 2));

        assertThat(versionOf("2026-03-07T23:30-05:00")).isEqualTo(1);
        assertThat(versionOf("2026-03-08T00:30-05:00")).isEqualTo(2);
        assertThat(versionOf("2026-03-08T03:00-04:00")).isEqualTo(2);
        assertThat(versionOf("2026-03-08T23:30-04:00")).isEqualTo(2);
        assertThat(versionOf("2026-03-09T00:30-04:00")).isEqualTo(3);
        assertThat(versionOf("2026-10-31T23:30-04:00")).isEqualTo(3);
        assertThat(versionOf("2026-11-01T00:30-04:00")).isEqualTo(4);
        assertThat(versionOf("2026-11-01T01:30-04:00")).isEqualTo(4);
        assertThat(versionOf("2026-11-01T01:30-05:00")).isEqualTo(4);
        assertThat(versionOf("2026-11-01T23:30-05:00")).isEqualTo(4);
        assertThat(versionOf("2026-11-02T00:30-05:00")).isEqualTo(5);
    }

    @Test
    void theBooksBeginAtMidnight() {
        shop.agree(farm, Terms.flat(800), LocalDate.of(2026, 11, 2));
        assertThat(opening()).isEqualTo(at("2026-11-02T00:00-05:00"));
        shop.agree(farm, Terms.flat(800), LocalDate.of(2026, 11, 1));
        assertThat(opening()).isEqualTo(at("2026-11-01T00:00-04:00"));
        shop.agree(farm, Terms.flat(800), LocalDate.of(2026, 3, 9));
        assertThat(opening()).isEqualTo(at("2026-03-09T00:00-04:00"));
        shop.agree(farm, Terms.flat(800), LocalDate.of(2026, 3, 8));
        assertThat(opening()).isEqualTo(at("2026-03-08T00:00-05:00"));

        assertThatThrownBy(() -> sell("2026-03-07T23:59:59.999999-05:00"))
                .isInstanceOfSatisfying(
                        DomainException.class,
                        refused -> assertThat(refused.field()).isEqualTo("occurredAt"));
        assertThat(monthOf("2026-03-08T00:00-05:00")).isEqualTo(YearMonth.of(2026, 3));
    }

    @Test
    void termsMayBeginOnTheDayAfterThatOfTheLastSale() {
        shop.agree(farm, Terms.flat(1_000), LocalDate.of(2026, 1, 1));
        sell("2026-11-01T23:30-05:00");

        assertThatThrownBy(() -> shop.agree(farm, Terms.flat(800), LocalDate.of(2026, 11, 1)))
                .isInstanceOfSatisfying(
                        DomainException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT));
        shop.agree(farm, Terms.flat(800), LocalDate.of(2026, 11, 2));

        assertThat(versionOf("2026-11-01T23:45-05:00")).isEqualTo(1);
        assertThat(versionOf("2026-11-02T00:00-05:00")).isEqualTo(2);
    }

    @Test
    void aMonthEndsAtMidnightWhateverTheClockSaysInItsMiddle() {
        assertThat(end(YearMonth.of(2026, 2))).isEqualTo(at("2026-03-01T00:00-05:00"));
        assertThat(end(YearMonth.of(2026, 3))).isEqualTo(at("2026-04-01T00:00-04:00"));
        assertThat(end(OCTOBER)).isEqualTo(at("2026-11-01T00:00-04:00"));
        assertThat(end(NOVEMBER)).isEqualTo(at("2026-12-01T00:00-05:00"));
        assertThat(Duration.between(end(YearMonth.of(2026, 2)), end(YearMonth.of(2026, 3))))
                .isEqualTo(Duration.ofDays(31).minusHours(1));
        assertThat(Duration.between(end(OCTOBER), end(NOVEMBER)))
                .isEqualTo(Duration.ofDays(30).plusHours(1));
    }

    @Test
    void statementsHoldTheirOwnMonthToTheMicrosecond() {
        shop.agree(farm, Terms.flat(1_000), LocalDate.of(2026, 1, 1));
        sell("2026-10-31T23:30-04:00");
        sell("2026-11-01T00:30-04:00");
        sell("2026-11-01T01:30-04:00");
        sell("2026-11-01T01:30-05:00");
        sell("2026-11-30T23:30-05:00");
        sell("2026-12-01T00:30-05:00");

        close(OCTOBER);
        sell("2026-10-31T23:59:59.999999-04:00");
        sell("2026-11-01T00:00-04:00");
        close(NOVEMBER);

        var october = statement(OCTOBER);
        var november = statement(NOVEMBER);
        assertThat(october.to().until()).isEqualTo(at("2026-11-01T00:00-04:00"));
        assertThat(november.to().until()).isEqualTo(at("2026-12-01T00:00-05:00"));
        assertThat(november.opening()).isEqualTo(october.closing());
        assertThat(events(october)).containsExactly(event("2026-10-31T23:30-04:00"));
        // what came late has the first instant of the month it counts in
        assertThat(events(november))
                .containsExactlyInAnyOrder(
                        event("2026-10-31T23:59:59.999999-04:00"),
                        event("2026-11-01T00:00-04:00"),
                        event("2026-11-01T00:30-04:00"),
                        event("2026-11-01T01:30-04:00"),
                        event("2026-11-01T01:30-05:00"),
                        event("2026-11-30T23:30-05:00"));
        assertThat(late("2026-10-31T23:59:59.999999-04:00")).contains("October 2026", "counts in November 2026");
        assertThat(late("2026-11-01T00:00-04:00")).isEmpty();
        assertThat(months.begin(farm.tenant())).as("December is not over").isEmpty();
    }

    private void close(YearMonth month) {
        var process = months.begin(farm.tenant()).orElseThrow();
        assertThat(process.key()).isEqualTo(month.toString());
        assertThat(months.isSettled(farm.tenant(), process.id(), month)).isTrue();
        monthEnds.close(farm.tenant(), process.id(), month);
    }

    private Statement statement(YearMonth month) {
        return statements.get(farm.owner(), month, PartyAccounts.tenant(tenants.get(farm.tenant()), USD));
    }

    private List<String> events(Statement statement) {
        var events = new ArrayList<String>();
        statements.eachLine(farm.owner(), statement, line -> events.add(Objects.requireNonNull(line.eventId())));
        return events;
    }

    private String late(String when) {
        return Months.late(tenants.get(farm.tenant()), shop.payment(farm, event(when)));
    }

    private YearMonth monthOf(String when) {
        return YearMonth.from(sold(when).month());
    }

    private int versionOf(String when) {
        return sold(when).agreementVersion();
    }

    private Payment.Pricing sold(String when) {
        sell(when);
        return Objects.requireNonNull(shop.payment(farm, event(when)).pricing());
    }

    private void sell(String when) {
        shop.sell(farm, event(when), 1_000, "USD", at(when), HeldBy.PLATFORM);
    }

    private static String event(String when) {
        return "at-" + when;
    }

    private Instant opening() {
        return agreements.opening(tenants.get(farm.tenant()));
    }

    private Instant end(YearMonth month) {
        return Months.end(month, tenants.get(farm.tenant()));
    }

    private static Instant at(String when) {
        return OffsetDateTime.parse(when).toInstant();
    }
}
