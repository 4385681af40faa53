package co.kendev.spaces.dev;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a process is started: command, own variables on top of ours, and the marker that its command line alone carries.
 */
record Launch(List<String> command, Map<String, String> environment, String marker) {

    /** A session of its own: Ctrl-C in the terminal reaches the launcher alone, which then stops things in order. */
    private static final List<String> OWN_SESSION = ownSession();

    Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** Changes whenever a running process would no longer be the one that this launch starts. */
    String fingerprint() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((command + "\n" + new TreeMap<>(environment)).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Starts it so that it outlives this launcher; its output is added to the log. */
    Process spawn(Path log) throws IOException {
        var full = new ArrayList<>(OWN_SESSION);
        full.addAll(command);
        var builder = new ProcessBuilder(full)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("MAKE") || name.equals("MFLAGS"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static List<String> ownSession() {
        if (onPath("setsid")) {
            return List.of("setsid");
        }
        return onPath("perl") ? List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV", "--") : List.of();
    }

    private static boolean onPath(String program) {
        for (var directory :
                System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":", -1)) {
            if (Files.isExecutable(Path.of(directory, program))) {
                return true;
            }
        }
        return false;
    }
}
