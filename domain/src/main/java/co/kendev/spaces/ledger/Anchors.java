package co.kendev.spaces.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The ends of the chains in a file outside the database, so that whoever rules the database cannot cut them off unseen. A line is
 * time, book, number and hash; several instances may write into one file.
 */
@Component
public class Anchors {
    private static final Logger LOG = LoggerFactory.getLogger(Anchors.class);

    private final JdbcClient relay;
    private final Clock clock;
    private final @Nullable Path file;
    /** The numbers written last; a new process writes all of them once. */
    private final Map<UUID, Long> written = new ConcurrentHashMap<>();

    Anchors(@Qualifier("relay") JdbcClient relay, Clock clock, @Value("${spaces.ledger.anchors:}") String file) {
        this.relay = relay;
        this.clock = clock;
        this.file = file.isBlank() ? null : Path.of(file);
        if (this.file == null) {
            LOG.info(
                    "No file for anchors is set (SPACES_LEDGER_ANCHORS): a chain that is cut off would not be noticed");
        }
    }

    /** What was written down of a chain. */
    record Anchor(Instant at, String hash) {}

    /** Appends the ends of all chains that grew since the last call and forces them to disk; says how many. */
    public synchronized int append() {
        if (file == null) {
            return 0;
        }
        var now = clock.instant();
        var lines = new StringBuilder();
        var grown = new HashMap<UUID, Long>();
        relay.sql("select tenant_id, seq, hash from ledger.head order by tenant_id")
                .query(rs -> {
                    var book = rs.getObject("tenant_id", UUID.class);
                    var seq = rs.getLong("seq");
                    if (written.getOrDefault(book, 0L) != seq) {
                        grown.put(book, seq);
                        lines.append(now)
                                .append(' ')
                                .append(book)
                                .append(' ')
                                .append(seq)
                                .append(' ')
                                .append(HexFormat.of().formatHex(rs.getBytes("hash")))
                                .append('\n');
                    }
                });
        if (!grown.isEmpty()) {
            write(file, lines.toString());
            written.putAll(grown);
        }
        return grown.size();
    }

    private static void write(Path file, String lines) {
        try {
            var folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            try (var channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
                var bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The anchors cannot be written to " + file, e);
        }
    }

    /** Whether there is a file to compare with. */
    boolean exist() {
        return file != null && Files.exists(file);
    }

    /** Everything that was written down, by book and number; a line that a crash cut short does not count. */
    Map<UUID, TreeMap<Long, Anchor>> read() {
        var anchors = new HashMap<UUID, TreeMap<Long, Anchor>>();
        if (file == null || !Files.exists(file)) {
            return anchors;
        }
        try (var lines = Files.lines(file)) {
            lines.map(line -> line.split(" ", -1))
                    .filter(parts -> parts.length == 4 && parts[3].length() == 64)
                    .forEach(parts -> anchors.computeIfAbsent(UUID.fromString(parts[1]), book -> new TreeMap<>())
                            .putIfAbsent(Long.valueOf(parts[2]), new Anchor(Instant.parse(parts[0]), parts[3])));
        } catch (IOException e) {
            throw new UncheckedIOException("The anchors cannot be read from " + file, e);
        }
        return anchors;
    }
}
