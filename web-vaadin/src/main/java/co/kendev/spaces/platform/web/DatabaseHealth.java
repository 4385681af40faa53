package co.kendev.spaces.platform.web;

import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether a transaction can be had: what every answer needs. */
@Component("databaseHealthIndicator")
class DatabaseHealth implements HealthIndicator {
    private final Tx tx;

    DatabaseHealth(Tx tx) {
        this.tx = tx;
    }

    @Override
    public Health health() {
        try {
            tx.read(Scope.NOBODY, () -> true);
            return Health.up().build();
        } catch (RuntimeException e) {
            return Health.down()
                    .withDetail("reason", "PostgreSQL does not answer")
                    .build();
        }
    }
}
