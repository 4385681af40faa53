package co.kendev.spaces.platform.time;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.tenancy.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Moves business time forward, where the demo is on, for operators; nothing moves it back. */
@Component
public class DemoClock {
    /** Of one move: further, and one no longer watches what happens. */
    public static final Duration MOVE_MAX = Duration.ofDays(366);
    /** Of all moves together; dates beyond are of no use to anybody who watches. */
    static final Duration AHEAD_MAX = Duration.ofDays(3_660);

    private static final Logger LOG = LoggerFactory.getLogger(DemoClock.class);

    private final BusinessTime time;
    private final DemoSwitch demo;
    private final JdbcClient jdbc;
    private final JdbcClient relay;
    private final Clock clock;

    DemoClock(BusinessTime time, DemoSwitch demo, JdbcClient jdbc, @Qualifier("relay") JdbcClient relay, Clock clock) {
        this.time = time;
        this.demo = demo;
        this.jdbc = jdbc;
        this.relay = relay;
        this.clock = clock;
    }

    /** Whether there is one: it belongs to the demo. */
    public boolean isOffered() {
        return demo.isOn();
    }

    /** How it stands. */
    public Standing read(Actor actor) {
        admit(actor);
        return jdbc.sql("select offset_seconds, moved_at from platform.demo_clock")
                .query(this::standing)
                .single();
    }

    /**
     * Moves it.
     *
     * @throws DomainException as {@link #admit}; INVALID at {@code by} unless that is a second up to {@link #MOVE_MAX}; CONFLICT when it would be ten years ahead
     */
    public Standing advance(Actor actor, Duration by) {
        admit(actor);
        if (by.toSeconds() < 1 || by.compareTo(MOVE_MAX) > 0) {
            throw DomainException.invalid(
                    "by", "The demo clock moves forward, by up to " + MOVE_MAX.toDays() + " days at once.");
        }
        var moved = relay.sql("select platform.advance_clock(?, ?, ?, ?)")
                .params(
                        by.toSeconds(),
                        AHEAD_MAX.toSeconds(),
                        Timestamp.from(clock.instant()),
                        actor.person().value())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new DomainException(
                        ErrorCode.CONFLICT,
                        "The demo clock would be more than ten years ahead; it does not go so far."));
        LOG.info("{} moved the demo clock by {}", actor.name(), by);
        time.learn(moved);
        return read(actor);
    }

    /**
     * Lets those pass whose it is.
     *
     * @throws DomainException NOT_FOUND where the demo is off; FORBIDDEN for others than operators
     */
    public void admit(Actor actor) {
        if (!demo.isOn()) {
            throw DomainException.notFound("The demo clock");
        }
        if (!actor.operator()) {
            throw DomainException.forbidden("Only operators have the demo clock.");
        }
    }

    private Standing standing(ResultSet rs, int row) throws SQLException {
        var offset = Duration.ofSeconds(rs.getLong("offset_seconds"));
        var movedAt = rs.getTimestamp("moved_at");
        return new Standing(clock.instant().plus(offset), offset, movedAt == null ? null : movedAt.toInstant());
    }

    /**
     * How the demo clock stands.
     *
     * @param now by business time
     * @param offset how far that is ahead of the clock
     * @param movedAt when it was moved last, by the clock itself
     */
    public record Standing(
            Instant now, Duration offset, @Nullable Instant movedAt) {}
}
