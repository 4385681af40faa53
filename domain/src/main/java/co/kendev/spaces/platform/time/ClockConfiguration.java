package co.kendev.spaces.platform.time;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Provides the one clock; nothing else asks the system for the time. */
@Configuration(proxyBeanMethods = false)
public class ClockConfiguration {
    /** UTC, in steps of a microsecond: what PostgreSQL stores is what was measured. */
    @Bean
    Clock clock() {
        return Clock.tick(InstantSource.system().withZone(java.time.ZoneOffset.UTC), Duration.ofNanos(1_000));
    }
}
