package co.kendev.spaces.dev;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The five demo businesses, signed up through the product's own REST interface; a second time changes nothing. */
final class DemoTenants {

    static final String PASSWORD = "spaces-demo";

    static final List<Tenant> TENANTS = List.of(
            new Tenant(
                    "kendev",
                    "KenDev.Co",
                    "kendev",
                    "America/Los_Angeles",
                    "Kendra Okafor",
                    "Tomás Rivera",
                    "Grace Lindqvist",
                    "Dev Patel"),
            new Tenant(
                    "celersoft",
                    "Celersoft",
                    "celersoft",
                    "America/Chicago",
                    "Priya Raman",
                    "Owen Gallagher",
                    "Helena Brandt",
                    "Marcus Adeyemi"),
            new Tenant(
                    "hays-cactus-farm",
                    "Hays Cactus Farm",
                    "hays-cactus-farm",
                    "America/Phoenix",
                    "Delia Hays",
                    "Rosa Delgado",
                    "Walter Nakamura",
                    "Ines Carvalho"),
            new Tenant(
                    "ernesto-behrens",
                    "Ernesto Behrens",
                    "ernesto-behrens",
                    "America/New_York",
                    "Ernesto Behrens",
                    "Naomi Feldman",
                    "Luis Ortega",
                    "Samira Haddad"),
            new Tenant(
                    "desert-digital",
                    "Desert Digital",
                    "service-business",
                    "America/Denver",
                    "Jonah Whitehorse",
                    "Abby Sorensen",
                    "Colleen Murphy",
                    "Rafael Quintana"));

    private static final Duration BIRTH_MAX = Duration.ofMinutes(3);

    /** One demo business with the names of its people. */
    record Tenant(
            String slug,
            String business,
            String template,
            String timeZone,
            String owner,
            String staff,
            String customer,
            String integrator) {

        Map<String, String> signUp() {
            return Map.of(
                    "businessName", business,
                    "slug", slug,
                    "template", template,
                    "timeZone", timeZone,
                    "currency", "USD",
                    "ownerName", owner,
                    "ownerEmail", login("owner"),
                    "password", PASSWORD);
        }

        String login(String role) {
            return role + "@" + slug + ".example";
        }

        Map<String, String> people() {
            return Map.of("staff", staff, "customer", customer, "integrator", integrator);
        }
    }

    private final RestClient rest;
    private final Path done;

    /** @param done a folder for what is complete */
    DemoTenants(URI product, Path done) {
        this.rest = new RestClient(product);
        this.done = done;
    }

    /** Makes what is missing; a tenant that could not be made is said, and the stack runs on. */
    void ensure(Terminal terminal) {
        var progress = terminal.begin("Demo");
        progress.note("five tenants are being born");
        var failures = new ArrayList<String>();
        var born = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var works = new ArrayList<Future<Boolean>>();
            for (var tenant : TENANTS) {
                works.add(threads.submit(() -> ensure(tenant)));
            }
            for (var i = 0; i < works.size(); i++) {
                try {
                    born += works.get(i).get() ? 1 : 0;
                } catch (ExecutionException e) {
                    failures.add(TENANTS.get(i).slug() + ": " + reason(e.getCause()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Processes.Interruption();
        } finally {
            progress.gone();
        }
        if (failures.isEmpty()) {
            progress.done(born == 0 ? "five tenants, as before" : "five tenants, " + born + " of them new");
        } else {
            progress.warned(failures.size() + " of five tenants are not there: " + failures.getFirst());
        }
    }

    private static String reason(@Nullable Throwable cause) {
        return cause == null ? "unknown" : String.valueOf(cause.getMessage());
    }

    /** True when it was born just now. */
    private boolean ensure(Tenant tenant) throws IOException {
        var answer = rest.post("/api/v1/onboardings", null, tenant.signUp()).required("sign-up");
        var process = answer.text("id");
        if (answer.status() == 200 && completed(tenant, process)) {
            return false;
        }
        rest.awaitLive(answer, BIRTH_MAX);
        var owner = rest.token(tenant.login("owner"), PASSWORD);
        for (var person : tenant.people().entrySet()) {
            join(tenant, owner, person.getKey(), person.getValue());
        }
        remember(tenant, process);
        return answer.status() == 202;
    }

    /** Whether everybody of this very process has joined: asking for each login again would cost a hash each. */
    private boolean completed(Tenant tenant, String process) throws IOException {
        var file = done.resolve(tenant.slug);
        return Files.exists(file) && Files.readString(file).equals(process);
    }

    private void remember(Tenant tenant, String process) throws IOException {
        Files.createDirectories(done);
        Files.writeString(done.resolve(tenant.slug), process);
    }

    private void join(Tenant tenant, String owner, String role, String name) throws IOException {
        var login = tenant.login(role);
        if (!rest.knows(login, PASSWORD)) {
            rest.invite(tenant.slug, owner, login, role, name, PASSWORD);
        }
    }
}
