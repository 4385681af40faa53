package co.kendev.spaces.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The newest figures of each measure: one may be repeated alone without losing the rest of the table. */
final class Results {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final Map<String, List<Figure>> figures = new LinkedHashMap<>();

    Results(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            figures.putAll(JSON.readValue(Files.readString(file), new TypeReference<Map<String, List<Figure>>>() {}));
        }
    }

    void put(String measure, List<Figure> fresh) throws IOException {
        figures.put(measure, fresh);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(figures));
    }

    Optional<List<Figure>> of(String measure) {
        return Optional.ofNullable(figures.get(measure));
    }
}
