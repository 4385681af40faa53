package co.kendev.spaces.testing;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/** The domain alone, without any way in. */
@SpringBootConfiguration
@EnableAutoConfiguration
@ComponentScan(
        basePackages = "co.kendev.spaces",
        excludeFilters =
                @ComponentScan.Filter(type = FilterType.REGEX, pattern = "co\\.kendev\\.spaces\\.testing\\..*"))
public class DomainApplication {
    @Bean
    @ConditionalOnMissingBean
    MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }
}
