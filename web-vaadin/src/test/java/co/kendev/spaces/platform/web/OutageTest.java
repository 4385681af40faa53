package co.kendev.spaces.platform.web;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import co.kendev.spaces.App;
import co.kendev.spaces.Client;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/** PostgreSQL goes away under the running application, and comes back. */
@SpringBootTest(
        classes = App.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=127.0.0.1",
            "spring.grpc.server.port=0",
            "spaces.role=web",
            "spaces.web.signups-per-minute=2",
            "spaces.temporal.target=127.0.0.1:1"
        })
@Import({Fixtures.class, Client.Factory.class})
@ContextConfiguration(initializers = OutageTest.BehindACable.class)
@DirtiesContext
class OutageTest {
    private static final Cable CABLE = new Cable();

    /** Leads to the database by way of a cable that can be pulled. */
    static final class BehindACable implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            var properties = new HashMap<>(TestDatabase.create());
            var url = java.util.Objects.requireNonNull(properties.get("spaces.db.url"))
                    .toString();
            var real = URI.create(url.substring("jdbc:".length()));
            CABLE.to(real.getPort());
            properties.put("spaces.db.url", url.replace(":" + real.getPort() + "/", ":" + CABLE.port() + "/"));
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("cable", properties));
        }
    }

    /** Carries bytes between the application and PostgreSQL until it is pulled. */
    private static final class Cable {
        private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
        private final ServerSocket listening;
        private volatile boolean pulled;

        Cable() {
            try {
                listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        int port() {
            return listening.getLocalPort();
        }

        void to(int port) {
            Thread.ofPlatform().daemon().start(() -> {
                while (!listening.isClosed()) {
                    try {
                        var here = listening.accept();
                        if (pulled) {
                            here.close();
                            continue;
                        }
                        var there = new Socket(InetAddress.getLoopbackAddress(), port);
                        sockets.add(here);
                        sockets.add(there);
                        carry(here, there);
                        carry(there, here);
                        if (pulled) {
                            pull();
                        }
                    } catch (IOException e) {
                        // the next one may fare better
                    }
                }
            });
        }

        private static void carry(Socket from, Socket to) {
            Thread.ofVirtual().start(() -> {
                try (from;
                        to) {
                    from.getInputStream().transferTo(to.getOutputStream());
                } catch (IOException e) {
                    // pulled
                }
            });
        }

        void pull() {
            pulled = true;
            for (var socket : sockets) {
                try {
                    socket.close();
                } catch (IOException e) {
                    // closed already
                }
            }
            sockets.clear();
        }

        void plug() {
            pulled = false;
        }
    }

    @Autowired
    Fixtures fixtures;

    @Autowired
    Client.Factory clients;

    @Test
    void whileItIsAwayEverybodyIsToldToComeBackAndThenServed() {
        var business = fixtures.aBusiness();
        var owner = clients.as(business.owner());
        var path = "/api/v1/channels/" + business.welcome().id() + "/messages";
        assertThat(owner.post(path, Map.of("clientId", "1", "text", "before")).status())
                .isEqualTo(201);
        try {
            CABLE.pull();

            for (var answer : new Client.Answer[] {
                owner.get(path),
                owner.post(path, Map.of("clientId", "2", "text", "during")),
                owner.get("/api/v1/spaces"),
                clients.anybody().post("/api/v1/token", Map.of("login", "a@b.test", "password", "correct horse")),
                clients.anybody()
                        .with("Cookie", "spaces_login=" + "y".repeat(43))
                        .get("/api/v1/me")
            }) {
                assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).matches("[1-9][0-9]?");
                assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
                assertThat(answer.json().path("type").stringValue()).isEqualTo("/problems/unavailable");
            }
            assertThat(owner.post(path, "{").status())
                    .as("bad input is bad input, or the outage; never our fault")
                    .isIn(400, 503);
            assertThat(clients.anybody().get("/actuator/health/liveness").status())
                    .isEqualTo(200);
            assertThat(clients.anybody()
                            .with("Cookie", "spaces_login=" + "z".repeat(43))
                            .with("Accept", "text/html")
                            .get("/login")
                            .status())
                    .as("a public page is drawn for nobody")
                    .isEqualTo(200);
        } finally {
            CABLE.plug();
        }
        await().atMost(60, SECONDS).until(() -> owner.get(path).status() == 200);
        var repeated = owner.post(path, Map.of("clientId", "2", "text", "during"));
        assertThat(repeated.status()).isEqualTo(201);
        assertThat(repeated.json().path("seq").intValue()).isEqualTo(2);
    }

    @Test
    void signUpsPerMinuteAreLimited() {
        var answers = new int[3];
        for (int i = 0; i < answers.length; i++) {
            var answer = clients.anybody()
                    .post(
                            "/api/v1/onboardings",
                            Map.of(
                                    "businessName", "Often " + i,
                                    "slug", "often-enough-" + (char) ('a' + i),
                                    "template", "kendev",
                                    "timeZone", "UTC",
                                    "currency", "USD",
                                    "ownerName", "Otto",
                                    "ownerEmail", "otto" + i + "@often.test",
                                    "password", "correct horse"));
            answers[i] = answer.status();
            if (i == 2) {
                assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
                assertThat(answer.json().path("type").stringValue()).isEqualTo("/problems/too-many-requests");
            }
        }
        assertThat(answers).containsExactly(202, 202, 429);
    }
}
