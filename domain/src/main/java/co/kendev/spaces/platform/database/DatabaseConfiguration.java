package co.kendev.spaces.platform.database;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Three credentials, three ways to the database: the owner migrates, the application works, the relay delivers. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseProperties.class)
class DatabaseConfiguration {
    /** Refused quickly when the database is away: a page that says so is better than a page that hangs. */
    private static final long CONNECTION_TIMEOUT_MS = 3_000;

    private static final String CONNECT_TIMEOUT_S = "3";
    /** Nobody waits for a lock, or holds one while doing something else, longer than a caller would wait for the answer. */
    private static final String PATIENCE = "-c lock_timeout=5s -c idle_in_transaction_session_timeout=15s";
    /** After this many seconds of silence the database, or the way to it, is gone. */
    private static final String SILENCE_S = "30";

    @Bean(destroyMethod = "close")
    @Primary
    HikariDataSource dataSource(DatabaseProperties properties) {
        return pool("app", properties.url(), properties.user(), properties.password(), properties.poolSize());
    }

    @Bean(destroyMethod = "close", defaultCandidate = false)
    @Qualifier("relay")
    HikariDataSource relayDataSource(DatabaseProperties properties) {
        return pool("relay", properties.url(), properties.relayUser(), properties.relayPassword(), 4);
    }

    @Bean(defaultCandidate = false)
    @Qualifier("relay")
    JdbcClient relayJdbc(@Qualifier("relay") DataSource relay) {
        return JdbcClient.create(relay);
    }

    @Bean(defaultCandidate = false)
    @FlywayDataSource
    @Qualifier("owner")
    DataSource ownerDataSource(DatabaseProperties properties) {
        return new DriverManagerDataSource(properties.url(), properties.ownerUser(), properties.ownerPassword());
    }

    /** One connection of its own for LISTEN, outside the pool. */
    @Bean(defaultCandidate = false)
    @Qualifier("listen")
    DataSource listenDataSource(DatabaseProperties properties) {
        var listening = new DriverManagerDataSource(properties.url(), properties.user(), properties.password());
        var silence = new Properties();
        silence.setProperty("ApplicationName", "spaces-listen");
        silence.setProperty("tcpKeepAlive", "true");
        silence.setProperty("socketTimeout", SILENCE_S);
        listening.setConnectionProperties(silence);
        return listening;
    }

    @Bean
    FlywayConfigurationCustomizer roles(DatabaseProperties properties) {
        return flyway -> flyway.placeholders(
                        Map.of("app", quoted(properties.user()), "relay", quoted(properties.relayUser())))
                .connectRetries(30)
                .connectRetriesInterval(1);
    }

    private static String quoted(String role) {
        return '"' + role.replace("\"", "\"\"") + '"';
    }

    private static HikariDataSource pool(String name, String url, String user, String password, int size) {
        var settings = new Properties();
        settings.setProperty("ApplicationName", "spaces-" + name);
        settings.setProperty("tcpKeepAlive", "true");
        settings.setProperty("connectTimeout", CONNECT_TIMEOUT_S);
        settings.setProperty("socketTimeout", SILENCE_S);
        settings.setProperty("options", PATIENCE);
        settings.setProperty("prepareThreshold", "3");
        settings.setProperty("reWriteBatchedInserts", "true");
        var database = new DriverManagerDataSource(url, user, password);
        database.setConnectionProperties(settings);

        var pool = new HikariDataSource();
        pool.setPoolName(name);
        pool.setDataSource(new PatientDataSource(database, pool::isClosed));
        pool.setMaximumPoolSize(size);
        pool.setConnectionTimeout(CONNECTION_TIMEOUT_MS);
        pool.setValidationTimeout(1_000);
        pool.setInitializationFailTimeout(-1);
        return pool;
    }
}
