package co.kendev.spaces.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.Client;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.WebTest;
import co.kendev.spaces.approvals.Approvals;
import co.kendev.spaces.approvals.Proposal;
import co.kendev.spaces.approvals.Proposer;
import co.kendev.spaces.approvals.Spending;
import co.kendev.spaces.messages.Draft;
import co.kendev.spaces.messages.Messages;
import co.kendev.spaces.messages.TestWidget;
import co.kendev.spaces.spaces.Role;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Walks every endpoint there is with the ids of another tenant: none may show, take or betray anything. */
@WebTest
class EndpointWallTest {
    /** Endpoints with an id that is a secret of its own, or a public name; each with the reason. */
    private static final Map<String, String> OPEN_BY_DESIGN = Map.of(
            "/api/v1/invitations/{token}", "the token is the right",
            "/api/v1/invitations/{token}/acceptances", "the token is the right",
            "/api/v1/slugs/{slug}", "says only whether a name is free",
            "/api/v1/payments/{eventId}/refunds",
                    "an event id names a payment of the caller's own tenant, even one to come",
            "/api/v1/distributions/{eventId}", "an event id names a payment of the caller's own tenant");

    @Autowired
    Fixtures fixtures;

    @Autowired
    Client.Factory clients;

    @Autowired
    Messages messages;

    @Autowired
    TestWidget widget;

    @Autowired
    Approvals approvals;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @TestFactory
    Stream<DynamicTest> anothersIdsNameNothing() {
        var mine = fixtures.aBusiness();
        var theirs = fixtures.aBusiness();
        messages.post(theirs.owner(), theirs.welcome().id(), Draft.text("1", "secret words"));
        var message =
                widget.post(theirs.tenant(), theirs.space(), theirs.welcome().id(), 2);
        var process = clients.anybody()
                .post(
                        "/api/v1/onboardings",
                        Map.of(
                                "businessName", "Theirs",
                                "slug", "theirs-" + UUID.randomUUID().toString().substring(0, 8),
                                "template", "kendev",
                                "timeZone", "UTC",
                                "currency", "USD",
                                "ownerName", "Them",
                                "ownerEmail", UUID.randomUUID() + "@theirs.test",
                                "password", "correct horse"))
                .json()
                .path("id")
                .stringValue();
        var approval =
                approvals.propose(Proposal.of(theirs.tenant(), Proposer.SYSTEM, Spending.of("secret words", 100_00)));
        var ids = Map.of(
                "{space}", theirs.slug(),
                "{channel}", theirs.welcome().id().toString(),
                "{message}", message.id().toString(),
                "{block}", TestWidget.ID,
                "{id}", process);
        var strangers = Map.of(
                "owner elsewhere",
                clients.as(mine.owner()),
                "customer elsewhere",
                clients.as(fixtures.aMember(mine.tenant(), mine.space(), Role.CUSTOMER)));

        var walked = endpoints()
                .filter(endpoint -> !OPEN_BY_DESIGN.containsKey(endpoint.path()))
                .filter(endpoint -> endpoint.path().contains("{"))
                .toList();
        assertThat(walked).hasSizeGreaterThan(9);
        return walked.stream()
                .flatMap(endpoint -> strangers.entrySet().stream()
                        .map(stranger -> DynamicTest.dynamicTest(stranger.getKey() + ": " + endpoint, () -> {
                            var path = endpoint.path().replace("/approvals/{id}", "/approvals/" + approval.id());
                            for (var id : ids.entrySet()) {
                                path = path.replace(id.getKey(), id.getValue());
                            }
                            assertThat(path).as("an id this test does not know").doesNotContain("{");
                            var answer = stranger.getValue()
                                    .with("If-Match", "1")
                                    .send(
                                            endpoint.method(),
                                            path,
                                            endpoint.method().equals("GET") ? null : anyBody());
                            assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
                            assertThat(answer.response().body()).doesNotContain("secret words", "Theirs");
                            if (path.contains(theirs.slug())) {
                                var byId = stranger.getValue()
                                        .send(
                                                endpoint.method(),
                                                path.replace(
                                                        theirs.slug(),
                                                        theirs.space().toString()),
                                                endpoint.method().equals("GET") ? null : anyBody());
                                assertThat(byId.status()).isEqualTo(404);
                            }
                        })));
    }

    @TestFactory
    Stream<DynamicTest> withoutALoginNothingIsAnswered() {
        var open = Set.of(
                "POST /api/v1/token",
                "POST /api/v1/onboardings",
                "GET /api/v1/templates",
                "GET /api/v1/csrf",
                "GET /api/v1/openapi.json",
                "GET /api/v1/slugs/{slug}",
                "GET /api/v1/invitations/{token}",
                "POST /api/v1/invitations/{token}/acceptances");
        return endpoints()
                .filter(endpoint -> !open.contains(endpoint.toString()))
                .map(endpoint -> DynamicTest.dynamicTest(endpoint.toString(), () -> {
                    var path = endpoint.path()
                            .replaceAll("\\{[a-zA-Z]+}", UUID.randomUUID().toString());
                    var answer = clients.anybody()
                            .send(endpoint.method(), path, endpoint.method().equals("GET") ? null : anyBody());
                    assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
                }));
    }

    @Test
    void aPrivateChannelDoesNotExistForOthersOfTheSameBusiness() {
        var business = fixtures.aBusiness();
        var staff = clients.as(fixtures.aMember(business.tenant(), business.space(), Role.STAFF));
        var names = staff.get("/api/v1/spaces/" + business.slug() + "/channels")
                .json()
                .path("items")
                .valueStream()
                .map(item -> item.path("name").stringValue())
                .toList();
        assertThat(names).contains("welcome").doesNotContain("books");
    }

    /** Right enough to come as far as the wall, which stands before the rules of the fields. */
    private static Map<String, Object> anyBody() {
        return Map.of();
    }

    private record Endpoint(String method, String path) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private Stream<Endpoint> endpoints() {
        return mappings.getHandlerMethods().keySet().stream()
                .flatMap(mapping -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/"))
                        .filter(path -> !path.contains("openapi"))
                        .flatMap(path -> mapping.getMethodsCondition().getMethods().stream()
                                .map(RequestMethod::name)
                                .map(method -> new Endpoint(method, path))));
    }
}
