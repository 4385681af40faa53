package co.kendev.spaces.platform.rest;

import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.time.DemoClock;
import co.kendev.spaces.platform.web.Fields;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Lets operators of a demo move business time forward. */
@RestController
@Tag(name = "operators")
class DemoClockController {
    private static final int HOURS_MAX = 8_760;
    private static final int DAYS_MAX = 366;

    private final DemoClock clock;

    DemoClockController(DemoClock clock) {
        this.clock = clock;
    }

    /**
     * How the clock stands.
     *
     * @param now by business time
     */
    @Schema(name = "DemoClock")
    record ClockJson(Instant now, long offsetSeconds) {
        static ClockJson of(DemoClock.Standing standing) {
            return new ClockJson(standing.now(), standing.offset().toSeconds());
        }
    }

    /** How far to move it: hours or days. */
    @Schema(name = "DemoClockMove")
    record MoveJson(
            @Schema(description = "1 to 8760") @Nullable Integer advanceHours,
            @Schema(description = "1 to 366") @Nullable Integer advanceDays) {
        Duration checked() {
            var fields = new Fields();
            check(fields, "advanceHours", advanceHours, HOURS_MAX);
            check(fields, "advanceDays", advanceDays, DAYS_MAX);
            if (advanceHours == null && advanceDays == null) {
                fields.wrong("advanceHours", "is required, or advanceDays");
            } else if (advanceHours != null && advanceDays != null) {
                fields.wrong("advanceDays", "does not go together with advanceHours");
            }
            fields.check();
            return advanceHours != null
                    ? Duration.ofHours(advanceHours)
                    : Duration.ofDays(advanceDays == null ? 0 : advanceDays);
        }

        private static void check(Fields fields, String field, @Nullable Integer value, int most) {
            if (value != null && (value < 1 || value > most)) {
                fields.wrong(field, "is a whole number from 1 to " + most);
            }
        }
    }

    @GetMapping("/api/v1/demo/clock")
    @Operation(
            summary = "The time by which business waits; for operators",
            description = "Not there unless the demo is on.")
    ClockJson read(@Parameter(hidden = true) Actor actor) {
        return ClockJson.of(clock.read(actor));
    }

    @PostMapping("/api/v1/demo/clock")
    @Operation(
            summary = "Move business time forward, by hours or by days; for operators",
            description = "Not there unless the demo is on. Nothing moves it back. Each call moves it once more.")
    ClockJson move(@RequestBody MoveJson move, @Parameter(hidden = true) Actor actor) {
        clock.admit(actor);
        return ClockJson.of(clock.advance(actor, move.checked()));
    }
}
