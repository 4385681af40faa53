package co.kendev.spaces.bench;

import co.kendev.spaces.dev.DevStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;

/** Where the figures come from, in one line. */
final class Machine {

    private Machine() {}

    static String here(DevStack stack, String build) throws SQLException {
        try (var connection = stack.owner();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select current_setting('server_version'), current_setting('fsync'), current_setting('synchronous_commit')")) {
            rows.next();
            return "%d cores of %s, %s, JDK %s, PostgreSQL %s (fsync %s, synchronous_commit %s), %s; load and product share the machine; build %s"
                    .formatted(
                            Runtime.getRuntime().availableProcessors(),
                            value("/proc/cpuinfo", "model name", System.getProperty("os.arch")),
                            value("/proc/meminfo", "MemTotal", "memory unknown"),
                            System.getProperty("java.version"),
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3),
                            DevStack.hasServer() ? "the real Temporal server" : "Temporal's test server",
                            build);
        }
    }

    private static String value(String file, String key, String otherwise) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .map(Machine::readable)
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException notLinux) {
            return otherwise;
        }
    }

    private static String readable(String value) {
        return value.endsWith(" kB")
                ? String.format(Locale.ROOT, "%.0f GB", Long.parseLong(value.substring(0, value.length() - 3)) / 1e6)
                : value;
    }
}
