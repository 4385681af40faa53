package co.kendev.spaces.bench;

import co.kendev.spaces.dev.DevPostgres;
import co.kendev.spaces.ledger.Ledger;
import co.kendev.spaces.messages.Messages;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.revenue.Distributions;
import co.kendev.spaces.revenue.Payments;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** The use cases alone, in this process, on the database of the stack: no way in, no worker. */
final class Domain implements AutoCloseable {

    private final AnnotationConfigApplicationContext context;

    private Domain(AnnotationConfigApplicationContext context) {
        this.context = context;
    }

    static Domain start(DevPostgres postgres) {
        var context = new AnnotationConfigApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "stack",
                        Map.of(
                                "spaces.db.url", postgres.jdbcUrl(),
                                "spaces.db.owner-user", postgres.owner().user(),
                                "spaces.db.owner-password", postgres.owner().password(),
                                "spaces.db.user", postgres.application().user(),
                                "spaces.db.password", postgres.application().password(),
                                "spaces.db.relay-user", postgres.relay().user(),
                                "spaces.db.relay-password", postgres.relay().password(),
                                "spaces.db.pool-size", "16")));
        context.register(UseCases.class);
        context.refresh();
        return new Domain(context);
    }

    Messages messages() {
        return context.getBean(Messages.class);
    }

    Ledger ledger() {
        return context.getBean(Ledger.class);
    }

    Payments payments() {
        return context.getBean(Payments.class);
    }

    Distributions distributions() {
        return context.getBean(Distributions.class);
    }

    Tx tx() {
        return context.getBean(Tx.class);
    }

    @Override
    public void close() {
        context.close();
    }

    /** What Spring Boot would configure around the domain. */
    @Configuration(proxyBeanMethods = false)
    @ComponentScan(
            basePackages = "co.kendev.spaces",
            excludeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern =
                                    "co\\.kendev\\.spaces\\.((bench|stress|dev)\\..*|.*\\.(activity|workflow|web|rest|ui|grpc)\\..*)"))
    static class UseCases {

        @Bean
        JdbcTemplate jdbcTemplate(DataSource dataSource) {
            return new JdbcTemplate(dataSource);
        }

        @Bean
        JdbcClient jdbcClient(JdbcTemplate template) {
            return JdbcClient.create(template);
        }

        @Bean
        PlatformTransactionManager transactions(DataSource dataSource) {
            return new JdbcTransactionManager(dataSource);
        }

        @Bean
        JsonMapper json() {
            return JsonMapper.builder().build();
        }

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }
}
