package co.kendev.spaces.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * As whom PostgreSQL's programs run, since they refuse root.
 *
 * <p>Root steps into a user namespace without any mapping, where it is nobody in particular yet still owns its files.
 * Containers that forbid namespaces get a system account instead, with data and binaries where that account can reach.
 */
sealed interface PostgresAccount {

    /** The command as this account runs it. */
    List<String> command(List<String> command);

    /** Where the cluster lies for a data folder that wants it at that place. */
    Path place(Path wanted);

    /** The binaries as this account reaches them. */
    Path binaries(Path unpacked);

    /** Hands a file over that the account has to read or own. */
    void own(Path path);

    /** The person who started us. */
    record Same() implements PostgresAccount {
        @Override
        public List<String> command(List<String> command) {
            return command;
        }

        @Override
        public Path place(Path wanted) {
            return wanted;
        }

        @Override
        public Path binaries(Path unpacked) {
            return unpacked;
        }

        @Override
        public void own(Path path) {}
    }

    /** Root in a user namespace. */
    record Namespace() implements PostgresAccount {
        @Override
        public List<String> command(List<String> command) {
            return prefixed(List.of("unshare", "-U"), command);
        }

        @Override
        public Path place(Path wanted) {
            return wanted;
        }

        @Override
        public Path binaries(Path unpacked) {
            return unpacked;
        }

        @Override
        public void own(Path path) {}
    }

    /** Root that hands over to a system account; {@code base} is a folder which that account can reach. */
    record SystemUser(String name, String group, Path base) implements PostgresAccount {
        @Override
        public List<String> command(List<String> command) {
            return prefixed(List.of("setpriv", "--reuid", name, "--regid", group, "--clear-groups"), command);
        }

        @Override
        public Path place(Path wanted) {
            return base.resolve(
                    "data-" + Integer.toHexString(wanted.toAbsolutePath().hashCode()));
        }

        @Override
        public Path binaries(Path unpacked) {
            var copy = base.resolve("postgresql-" + unpacked.getFileName());
            if (!Files.isDirectory(copy)) {
                run(List.of("cp", "-R", unpacked.toString(), copy.toString()));
            }
            return copy;
        }

        @Override
        public void own(Path path) {
            run(List.of("chown", "-R", name, path.toString()));
        }
    }

    private static List<String> prefixed(List<String> prefix, List<String> command) {
        var all = new ArrayList<>(prefix);
        all.addAll(command);
        return all;
    }

    /** The account for this process; {@code forced} is "user" where a namespace must not be tried. */
    static PostgresAccount ofProcess(Optional<String> forced) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new Same();
        }
        if (forced.filter("user"::equals).isEmpty() && works(List.of("unshare", "-U", "true"))) {
            return new Namespace();
        }
        for (var pair : List.of("postgres:postgres", "nobody:nogroup", "nobody:nobody")) {
            var name = pair.substring(0, pair.indexOf(':'));
            var group = pair.substring(pair.indexOf(':') + 1);
            if (works(List.of("setpriv", "--reuid", name, "--regid", group, "--clear-groups", "true"))) {
                var base = Path.of("/var/lib/spaces-dev");
                try {
                    Files.createDirectories(base);
                } catch (IOException e) {
                    throw new LaunchFailure("Root's PostgreSQL needs the folder " + base + ": " + e.getMessage(), e);
                }
                return new SystemUser(name, group, base);
            }
        }
        throw new LaunchFailure("PostgreSQL refuses root, and this system lets root neither make a user namespace"
                + " (unshare -U) nor become another user (setpriv): start as an ordinary user, or set SPACES_DB_URL");
    }

    private static boolean works(List<String> command) {
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Processes.Interruption();
        }
    }

    private static void run(List<String> command) {
        if (!works(command)) {
            throw new LaunchFailure("This failed: " + String.join(" ", command));
        }
    }
}
