package co.kendev.spaces.dev;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Properties;
import java.util.Set;

/** The passwords of this data folder, drawn once and readable by their owner alone. */
final class Secrets {

    private static final int PASSWORD_BYTES = 24;

    private final Properties values;

    private Secrets(Properties values) {
        this.values = values;
    }

    static Secrets in(Path data) {
        var file = data.resolve("secrets");
        var values = new Properties();
        try {
            Files.createDirectories(data);
            if (Files.exists(file)) {
                try (var in = Files.newBufferedReader(file)) {
                    values.load(in);
                }
            }
            if (complete(values)) {
                return new Secrets(values);
            }
            save(file, values);
            return new Secrets(values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String password(DbRole role) {
        return values.getProperty(role.user());
    }

    DevPostgres.Credentials credentials(DbRole role) {
        return new DevPostgres.Credentials(role.user(), password(role));
    }

    /** Draws what is missing; true when nothing was. */
    private static boolean complete(Properties values) {
        var random = new SecureRandom();
        var complete = true;
        for (var role : DbRole.values()) {
            if (values.getProperty(role.user(), "").isEmpty()) {
                var bytes = new byte[PASSWORD_BYTES];
                random.nextBytes(bytes);
                values.setProperty(
                        role.user(), Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
                complete = false;
            }
        }
        return complete;
    }

    private static void save(Path file, Properties values) throws IOException {
        var text = new StringWriter();
        values.store(text, "Passwords of the development database");
        var fresh = file.resolveSibling("secrets.new");
        Files.deleteIfExists(fresh);
        var onlyOwner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = Files.newByteChannel(fresh, Set.copyOf(options), onlyOwner)) {
            channel.write(java.nio.charset.StandardCharsets.UTF_8.encode(text.toString()));
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
