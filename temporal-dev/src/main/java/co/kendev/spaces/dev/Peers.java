package co.kendev.spaces.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** What the application talks to: a database under three credentials and a Temporal server. */
record Peers(
        String dbUrl,
        DevPostgres.Credentials owner,
        DevPostgres.Credentials application,
        DevPostgres.Credentials relay,
        String temporalTarget,
        Optional<String> temporalUi,
        Engine engine) {

    /** Which Temporal serves; the application tells operators when it is the test server. */
    enum Engine {
        SERVER,
        TEST,
        FOREIGN
    }

    Map<String, String> environment() {
        var variables = new LinkedHashMap<String, String>();
        variables.put("SPACES_DB_URL", dbUrl);
        put(variables, "SPACES_DB_OWNER", owner);
        put(variables, "SPACES_DB", application);
        put(variables, "SPACES_DB_RELAY", relay);
        variables.put("SPACES_TEMPORAL_TARGET", temporalTarget);
        variables.put("SPACES_TEMPORAL_UI_URL", temporalUi.orElse(""));
        variables.put("SPACES_TEMPORAL_ENGINE", engine.name().toLowerCase(java.util.Locale.ROOT));
        return variables;
    }

    private static void put(Map<String, String> variables, String prefix, DevPostgres.Credentials credentials) {
        variables.put(prefix + "_USER", credentials.user());
        variables.put(prefix + "_PASSWORD", credentials.password());
    }

    /** The three credentials that must come with {@code SPACES_DB_URL}. */
    static DevPostgres.Credentials foreign(Settings settings, String prefix) {
        return new DevPostgres.Credentials(
                foreignPart(settings, prefix + "_USER"), foreignPart(settings, prefix + "_PASSWORD"));
    }

    private static String foreignPart(Settings settings, String name) {
        return settings.text(name)
                .orElseThrow(() -> new LaunchFailure("SPACES_DB_URL is set, so " + name + " must be set as well"));
    }

    /** Leaves what {@code make instance} needs; passwords stay where they are. */
    void save(Path file) {
        var content = new Properties();
        content.setProperty("dbUrl", dbUrl);
        content.setProperty("temporalTarget", temporalTarget);
        temporalUi.ifPresent(url -> content.setProperty("temporalUi", url));
        content.setProperty("engine", engine.name());
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (var out = Files.newBufferedWriter(file)) {
                content.store(out, null);
            }
        } catch (IOException e) {
            throw new LaunchFailure("The data folder cannot be written: " + e.getMessage(), e);
        }
    }

    /** The peers of the running stack of that folder. */
    static Optional<Peers> ofRunning(Settings settings) {
        var content = new Properties();
        try (var in = Files.newBufferedReader(new Folder(settings.data()).stack())) {
            content.load(in);
        } catch (IOException none) {
            return Optional.empty();
        }
        var foreign = settings.text("SPACES_DB_URL").isPresent();
        var secrets = Secrets.in(settings.data());
        return Optional.of(new Peers(
                content.getProperty("dbUrl"),
                foreign ? foreign(settings, "SPACES_DB_OWNER") : secrets.credentials(DbRole.OWNER),
                foreign ? foreign(settings, "SPACES_DB") : secrets.credentials(DbRole.APPLICATION),
                foreign ? foreign(settings, "SPACES_DB_RELAY") : secrets.credentials(DbRole.RELAY),
                content.getProperty("temporalTarget"),
                Optional.ofNullable(content.getProperty("temporalUi")),
                Engine.valueOf(content.getProperty("engine"))));
    }
}
