package co.kendev.spaces.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The newest figures of each measure, kept on disk: one may be repeated alone without losing the rest of the table. Those of
 * another build, or of a quick run where a full one is asked for, are never given out.
 */
final class Results {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path file;
    private final String build;
    private final boolean quick;
    private final Map<String, Taken> all = new LinkedHashMap<>();

    /** The figures of one measure, and under which circumstances they were taken. */
    record Taken(Instant at, String build, boolean quick, double load, List<Figure> figures) {

        Taken {
            figures = List.copyOf(figures);
        }

        String circumstances() {
            return "%s, load %.1f".formatted(MINUTE.format(at), load);
        }
    }

    /**
     * @param build the hash of the sources that are measured
     * @param quick whether only the harness is tried
     */
    Results(Path file, String build, boolean quick) throws IOException {
        this.file = file;
        this.build = build;
        this.quick = quick;
        if (Files.exists(file)) {
            all.putAll(JSON.readValue(Files.readString(file), new TypeReference<Map<String, Taken>>() {}));
        }
    }

    void put(String measure, List<Figure> figures) throws IOException {
        var load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        all.put(key(measure), new Taken(Instant.now(), build, quick, load, figures));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all));
    }

    /** What this build has shown, by the same amount of load as asked for now. */
    Optional<Taken> of(String measure) {
        return Optional.ofNullable(all.get(key(measure))).filter(taken -> taken.build.equals(build));
    }

    private String key(String measure) {
        return quick ? measure + " --quick" : measure;
    }
}
