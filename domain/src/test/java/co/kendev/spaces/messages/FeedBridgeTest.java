package co.kendev.spaces.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import co.kendev.spaces.DomainTest;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Two instances on one database. */
class FeedBridgeTest {
    static ConfigurableApplicationContext here;
    static ConfigurableApplicationContext there;

    @BeforeAll
    static void start() {
        var properties = TestDatabase.create();
        here = instance(properties);
        there = instance(properties);
        // each test has a bridge of its own on this side
        here.getBean(FeedBridge.class).stop();
    }

    @AfterAll
    static void stop() {
        there.close();
        here.close();
    }

    @Test
    void whatCouldNotBeSentIsSentLater() {
        var failures = new AtomicInteger(3);
        var flaky = new DelegatingDataSource(here.getBean(DataSource.class)) {
            @Override
            public Connection getConnection() throws SQLException {
                if (failures.getAndDecrement() > 0) {
                    throw new SQLException("away");
                }
                return super.getConnection();
            }
        };
        var bridge = bridge(flaky);
        bridge.start();
        heardThere(bridge, 1, true);
        assertThat(failures.get()).isNegative();
        bridge.stop();
    }

    @Test
    void whatIsPostedBeforeItStopsIsSent() {
        var bridge = bridge(here.getBean(DataSource.class));
        bridge.start();
        heardThere(bridge, 5, false);
        assertThat(bridge.getPhase())
                .as("after the web server, which stops at DEFAULT_PHASE - 2048")
                .isLessThan(SmartLifecycle.DEFAULT_PHASE - 2048);
    }

    @Test
    void whatNobodySentIsFoundByLooking() {
        var business = here.getBean(Fixtures.class).aBusiness();
        var heard = new AtomicInteger();

        try (var _ = there.getBean(Feed.class)
                .subscribe(business.tenant(), business.welcome().id(), frame -> heard.incrementAndGet())) {
            here.getBean(Messages.class)
                    .post(business.owner(), business.welcome().id(), Draft.text("a", "then killed"));
            await().atMost(Duration.ofSeconds(60)).until(() -> heard.get() == 1);
        }
    }

    /** Posts here and waits until the other instance has heard of the last of it. */
    private static void heardThere(FeedBridge bridge, int posts, boolean goesOn) {
        var business = here.getBean(Fixtures.class).aBusiness();
        var heard = new AtomicLong();

        try (var _ = there.getBean(Feed.class)
                .watch(business.tenant(), activity -> heard.accumulateAndGet(activity.seq(), Math::max))) {
            for (var i = 0; i < posts; i++) {
                here.getBean(Messages.class)
                        .post(business.owner(), business.welcome().id(), Draft.text("c" + i, "said"));
            }
            if (!goesOn) {
                bridge.stop();
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> heard.get() == posts);
        }
    }

    private static FeedBridge bridge(DataSource sending) {
        var listening = BeanFactoryUtils.beanOfType(here, FeedBridge.class);
        assertThat(listening.isRunning()).isFalse();
        return new FeedBridge(here.getBean(Feed.class), JdbcClient.create(sending), (DataSource)
                here.getBean("listenDataSource", DriverManagerDataSource.class));
    }

    private static ConfigurableApplicationContext instance(java.util.Map<String, Object> properties) {
        return new SpringApplicationBuilder(DomainTest.Domain.class)
                .web(WebApplicationType.NONE)
                .properties(properties)
                .run();
    }
}
