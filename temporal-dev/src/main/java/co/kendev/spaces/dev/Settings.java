package co.kendev.spaces.dev;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the environment asks of the stack: folders, ports and peers to use instead of our own. */
record Settings(Map<String, String> environment) {

    private static final String LOOPBACK = "127.0.0.1";
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "[::]");
    private static final Set<String> LAUNCHER_ONLY = Set.of(
            "SPACES_ROOT",
            "SPACES_BUILD",
            "SPACES_CACHE",
            "SPACES_TEMPORAL_BINARY",
            "SPACES_NO_TEMPORAL",
            "SPACES_JAVA_OPTS",
            "SPACES_AOT",
            "SPACES_PG_AS");

    Settings {
        environment = Map.copyOf(environment);
    }

    static Settings ofProcess() {
        return new Settings(System.getenv());
    }

    /** A variable that is set and not blank. */
    Optional<String> text(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private String required(String name) {
        return text(name)
                .orElseThrow(() -> new LaunchFailure(name + " is not set; start through temporal-dev/bin/spaces"));
    }

    Path root() {
        return Path.of(required("SPACES_ROOT"));
    }

    /** One name for one folder, however it was reached: processes are recognised by it. */
    Path data() {
        var data = Path.of(required("SPACES_DATA")).toAbsolutePath().normalize();
        try {
            return Files.exists(data) ? data.toRealPath() : data;
        } catch (IOException e) {
            throw new LaunchFailure("The data folder " + data + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Where the built application and launcher of the current sources lie. */
    Path build() {
        return Path.of(required("SPACES_BUILD"));
    }

    Path cache() {
        return text("SPACES_CACHE").map(Path::of).orElseGet(Settings::userCache);
    }

    /** The cache folder of this user for everything that outlives a clone. */
    static Path userCache() {
        var base = System.getenv("XDG_CACHE_HOME");
        var home = base == null || base.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(base);
        return home.resolve("spaces");
    }

    int port(Port port) {
        var value = text(port.variable());
        if (value.isEmpty()) {
            return port.usual();
        }
        try {
            var number = Integer.parseInt(value.get());
            if (number >= 1 && number <= 65_535) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // said below, with the range
        }
        throw new LaunchFailure(port.variable() + "=" + value.get() + " is not a port (1 to 65535)");
    }

    /** All ports, each used once. */
    Map<Port, Integer> ports() {
        var numbers = new EnumMap<Port, Integer>(Port.class);
        for (var port : Port.values()) {
            var number = port(port);
            numbers.forEach((other, taken) -> {
                if (taken == number) {
                    throw new LaunchFailure(other.variable() + " and " + port.variable() + " are both " + number);
                }
            });
            numbers.put(port, number);
        }
        return numbers;
    }

    /** The variables that the application reads, or will: a change of one of them asks for a restart. */
    Map<String, String> forApplication() {
        return environment.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("SPACES_")
                        || entry.getKey().endsWith("_API_KEY")
                        || entry.getKey().endsWith("_BASE_URL"))
                .filter(entry -> !LAUNCHER_ONLY.contains(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Demo logins, whose passwords everybody knows, exist only while nobody outside this machine can reach them. */
    boolean demo() {
        return wantsDemo() && onLoopbackAlone();
    }

    boolean wantsDemo() {
        return text("SPACES_DEMO").filter("off"::equalsIgnoreCase).isEmpty();
    }

    private boolean onLoopbackAlone() {
        var http = httpAddress();
        return isLoopback(http) && isLoopback(text("SPACES_GRPC_ADDRESS").orElse(http));
    }

    private String httpAddress() {
        return text("SPACES_HTTP_ADDRESS").orElse(LOOPBACK);
    }

    private static boolean isLoopback(String address) {
        return address.equals("localhost")
                || address.startsWith("127.")
                || address.equals("::1")
                || address.equals("[::1]");
    }

    /** Where programs on this machine reach the product that listens on that port. */
    URI product(int httpPort) {
        var address = httpAddress();
        if (EVERYWHERE.contains(address)) {
            address = LOOPBACK;
        } else if (address.contains(":") && !address.startsWith("[")) {
            address = "[" + address + "]";
        }
        return URI.create("http://" + address + ":" + httpPort);
    }

    /** The same in the words of people, whose sessions and links say localhost. */
    String site(int httpPort) {
        var product = product(httpPort).toString();
        return product.replace("//" + LOOPBACK + ":", "//localhost:");
    }

    boolean aheadOfTimeCache() {
        return text("SPACES_AOT").filter("off"::equalsIgnoreCase).isEmpty();
    }
}
