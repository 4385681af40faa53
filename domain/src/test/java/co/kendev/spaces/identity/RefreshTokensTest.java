package co.kendev.spaces.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.kendev.spaces.DomainTest;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.tenancy.Tx;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;

@DomainTest
class RefreshTokensTest {
    @Autowired
    Fixtures fixtures;

    @Autowired
    Tx tx;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    @Qualifier("relay")
    JdbcClient relay;

    @Autowired
    Clock clock;

    @Autowired
    People people;

    @Autowired
    Passwords passwords;

    @Autowired
    Logins logins;

    @Autowired
    DemoPolicy demo;

    @Test
    void usedTwiceAtTheSameTimeItGoesOnBothTimes() throws Exception {
        var tokens = at(Duration.ZERO, demo);
        for (var round = 0; round < 10; round++) {
            var token = tokens.begin(fixtures.aPerson().id(), null);
            try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
                var uses = IntStream.range(0, 4)
                        .mapToObj(i -> pool.submit(() -> tokens.rotate(token)))
                        .toList();
                for (var use : uses) {
                    assertThat(tokens.rotate(use.get().orElseThrow().token())).isPresent();
                }
            }
        }
    }

    @Test
    void usedAgainAfterTheGraceItEndsItsFamily() {
        var token = at(Duration.ZERO, demo).begin(fixtures.aPerson().id(), null);
        var next = at(Duration.ZERO, demo).rotate(token).orElseThrow().token();

        assertThat(at(Duration.ofSeconds(25), demo).rotate(token)).isPresent();
        assertThat(at(Duration.ofSeconds(40), demo).rotate(token)).isEmpty();
        assertThat(at(Duration.ofSeconds(40), demo).rotate(next)).isEmpty();
    }

    @Test
    void beyondLoopbackNoDoorIsOpenToDemoPeople() {
        var outside = new DemoPolicy("0.0.0.0", "on");
        var person = people.findOrRegister("refresh@demo.example", "Demo", Fixtures.PASSWORD, "password");
        var token = at(Duration.ZERO, demo).begin(person.id(), null);
        var elsewhere = new People(tx, jdbc, passwords, clock, outside);

        assertThat(at(Duration.ZERO, outside).rotate(token)).isEmpty();
        assertThat(elsewhere.authenticate(person.email(), Fixtures.PASSWORD)).isEmpty();
        assertThat(new Logins(tx, jdbc, relay, clock, outside).restore(logins.begin(person.id(), "test")))
                .isEmpty();
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> elsewhere.findOrRegister(person.email(), "Demo", Fixtures.PASSWORD, "password"));
        assertThat(at(Duration.ZERO, demo).rotate(token)).isPresent();
    }

    @Test
    void whatIsOverIsRemoved() {
        var person = fixtures.aPerson();
        logins.begin(person.id(), "test");
        at(Duration.ZERO, demo).begin(person.id(), null);

        assertThat(logins.purge()).isZero();
        assertThat(at(Duration.ofDays(30), demo).purge()).isZero();
        assertThat(new Logins(tx, jdbc, relay, Clock.offset(clock, Duration.ofDays(32)), demo).purge())
                .isPositive();
        assertThat(at(Duration.ofDays(32), demo).purge()).isPositive();
    }

    private RefreshTokens at(Duration later, DemoPolicy policy) {
        return new RefreshTokens(tx, jdbc, relay, Clock.offset(clock, later), people, policy);
    }
}
