package co.kendev.spaces.dev;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Who listens on a port, as far as the system tells. */
final class PortHolder {

    private static final int CONNECT_MILLIS = 500;

    private PortHolder() {}

    /** Throws the one line that names the port, its holder and the variable. */
    static void requireFree(Port port, int number) {
        if (taken(number)) {
            throw taken(port, number);
        }
    }

    static LaunchFailure taken(Port port, int number) {
        return new LaunchFailure("Port %d is taken%s: stop that, or move ours with %s=%d"
                .formatted(
                        number,
                        find(number).map(who -> " by " + who).orElse(""),
                        port.variable(),
                        number < 65_000 ? number + 1 : number - 1));
    }

    /** Whether somebody accepts connections to loopback on that port. */
    static boolean answers(int number) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), number), CONNECT_MILLIS);
            return true;
        } catch (IOException nobodyAnswers) {
            return false;
        }
    }

    /** Whether loopback on that port is in use; connecting as well, since macOS lets a second one bind. */
    static boolean taken(int number) {
        if (answers(number)) {
            return true;
        }
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
            return false;
        } catch (IOException bound) {
            return true;
        }
    }

    /** Below those that systems lend to outgoing connections: one of these would take it before it is listened on. */
    static int anyFree() {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            if (!taken(port)) {
                return port;
            }
        }
        throw new LaunchFailure("No free port between 20000 and 32000.");
    }

    /** The holder as "name (pid 123)". */
    static Optional<String> find(int number) {
        var found = Files.isDirectory(Path.of("/proc/self/fd")) ? fromProc(number) : Optional.<ProcessHandle>empty();
        return found.or(() -> fromLsof(number)).map(PortHolder::describe);
    }

    private static String describe(ProcessHandle process) {
        var name = process.info()
                .command()
                .or(() -> Processes.commandLine(process).map(line -> line.split(" ", 2)[0]))
                .map(command -> command.substring(command.lastIndexOf('/') + 1))
                .orElse("a process");
        return name + " (pid " + process.pid() + ")";
    }

    private static Optional<ProcessHandle> fromProc(int number) {
        var sockets = listeningSockets(number);
        if (sockets.isEmpty()) {
            return Optional.empty();
        }
        return ProcessHandle.allProcesses()
                .filter(process -> holdsOne(process, sockets))
                .findFirst();
    }

    private static Set<String> listeningSockets(int number) {
        var inodes = new HashSet<String>();
        var suffix = String.format(Locale.ROOT, ":%04X", number);
        for (var table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
            try (var lines = Files.lines(Path.of(table), StandardCharsets.US_ASCII)) {
                lines.map(line -> line.strip().split("\\s+"))
                        .filter(field -> field.length > 9 && field[1].endsWith(suffix) && field[3].equals("0A"))
                        .forEach(field -> inodes.add("socket:[" + field[9] + "]"));
            } catch (IOException absent) {
                // a kernel without that family
            }
        }
        return inodes;
    }

    private static boolean holdsOne(ProcessHandle process, Set<String> sockets) {
        try (var files = Files.newDirectoryStream(Path.of("/proc/" + process.pid() + "/fd"))) {
            for (var file : files) {
                if (Files.isSymbolicLink(file)
                        && sockets.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
        } catch (IOException | RuntimeException foreign) {
            return false;
        }
        return false;
    }

    private static Optional<ProcessHandle> fromLsof(int number) {
        try {
            var lsof = new ProcessBuilder("lsof", "-nP", "-t", "-iTCP:" + number, "-sTCP:LISTEN")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var lines = lsof.inputReader()) {
                return lines.lines()
                        .map(String::strip)
                        .filter(line -> line.matches("[0-9]+"))
                        .findFirst()
                        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)));
            }
        } catch (IOException noLsof) {
            return Optional.empty();
        }
    }
}
