package co.kendev.spaces.platform.activity;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Says how Temporal is; never that the application is down, because pages and messages need no Temporal. */
@Component("temporalHealthIndicator")
class TemporalHealth implements HealthIndicator {
    private final TemporalConnection connection;
    private final TemporalWorkers workers;
    private final TemporalProperties properties;
    private final InstanceRole role;

    TemporalHealth(
            TemporalConnection connection, TemporalWorkers workers, TemporalProperties properties, InstanceRole role) {
        this.connection = connection;
        this.workers = workers;
        this.properties = properties;
        this.role = role;
    }

    @Override
    public Health health() {
        var health = Health.up()
                .withDetail("temporal", connection.isUp() ? "answers" : "away: processes wait, everything else goes on")
                .withDetail("since", connection.since().toString())
                .withDetail("target", properties.target())
                .withDetail("role", role.name())
                .withDetail("workers", workers.isWorking() ? "at work" : "not at work");
        return connection.isUp()
                ? health.build()
                : health.withDetail("trouble", connection.trouble()).build();
    }
}
