package co.kendev.spaces.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The data folder of one stack: where its logs, pid files and settings lie. */
record Folder(Path data) {

    private static final String LAUNCHER = "launcher-";
    private static final String APPLICATION = "app-";

    /** Held for as long as this JVM lives: a lock is gone with its channel, and an unreachable channel is closed. */
    private static final Set<FileChannel> CLAIMS = ConcurrentHashMap.newKeySet();
    /** Folders in which this JVM measures or breaks; it may start its stack there again. */
    private static final Set<Path> HARNESSES = ConcurrentHashMap.newKeySet();

    Path logs() {
        return data.resolve("log");
    }

    Path demo() {
        return data.resolve("run").resolve("demo");
    }

    /** Where the application writes the ends of the ledger's chains. */
    Path anchors() {
        return data.resolve("ledger").resolve("anchors");
    }

    Path log(String name) {
        return logs().resolve(name + ".log");
    }

    private Path run(String name) {
        return data.resolve("run").resolve(name);
    }

    PidFile temporal() {
        return new PidFile(run("temporal.pid"));
    }

    /** {@code which} is the web port, or the word for a training run. */
    PidFile application(String which) {
        return new PidFile(run(APPLICATION + which + ".pid"));
    }

    /** {@code which} is "stack" for the main one, else the web port of its instance. */
    PidFile launcher(String which) {
        return new PidFile(run(LAUNCHER + which + ".pid"));
    }

    /** The program that measures or breaks the stack of this folder. */
    PidFile harness() {
        return new PidFile(run("harness.pid"));
    }

    Path stack() {
        return run("stack.properties");
    }

    List<PidFile> launchers() {
        return pidFiles(LAUNCHER);
    }

    List<PidFile> applications() {
        return pidFiles(APPLICATION);
    }

    private List<PidFile> pidFiles(String prefix) {
        if (!Files.isDirectory(data.resolve("run"))) {
            return List.of();
        }
        try (var files = Files.list(data.resolve("run"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix)
                            && file.getFileName().toString().endsWith(".pid"))
                    .sorted()
                    .map(PidFile::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes down this launcher; the system frees the lock when it ends, however it ends. */
    void claim(String which) {
        lock(run(LAUNCHER + which + ".lock"), () -> alreadyRunning(which));
        launcher(which).write(ProcessHandle.current(), "", Spaces.class.getName());
    }

    /** The same for the program that measures or breaks; a second one would end what the first has started. */
    void claimHarness() {
        if (HARNESSES.add(data.toAbsolutePath().normalize())) {
            try {
                lock(harnessLock(), this::harnessRunning);
            } catch (LaunchFailure refused) {
                HARNESSES.remove(data.toAbsolutePath().normalize());
                throw refused;
            }
        }
        harness().write(ProcessHandle.current(), "", "");
    }

    /** Stays where it is when the rest of the folder is emptied. */
    Path harnessLock() {
        return run("harness.lock");
    }

    private void lock(Path file, Supplier<LaunchFailure> refusal) {
        try {
            Files.createDirectories(file.getParent());
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            CLAIMS.add(channel);
            if (channel.tryLock() == null) {
                throw refusal.get();
            }
        } catch (OverlappingFileLockException e) {
            throw refusal.get();
        } catch (IOException e) {
            throw new LaunchFailure("The data folder " + data + " cannot be used: " + e.getMessage(), e);
        }
    }

    private LaunchFailure harnessRunning() {
        var who = harness().live().map(entry -> " (pid " + entry.process().pid() + ")");
        return new LaunchFailure("A run is going on already in " + data + who.orElse("") + "; 'make stop' ends it");
    }

    private LaunchFailure alreadyRunning(String which) {
        var who = launcher(which).live().map(entry -> " (pid " + entry.process().pid() + ")");
        return new LaunchFailure((which.equals("stack") ? "The stack" : "An instance on " + which)
                + " is already running on " + data + who.orElse("") + "; 'make stop' stops it");
    }

    /** Applications of launchers that were killed, other than the one to adopt. */
    List<PidFile> orphans(String adopted) {
        return applications().stream()
                .filter(file -> !file.equals(application(adopted)))
                .filter(file -> file.live().isPresent())
                .filter(file -> launcher(which(file)).live().isEmpty())
                .toList();
    }

    private static String which(PidFile application) {
        var name = application.path().getFileName().toString();
        return name.substring(APPLICATION.length(), name.length() - ".pid".length());
    }
}
