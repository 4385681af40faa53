package co.kendev.spaces.stress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Properties;

/** What a stress run has done so far, on disk: it goes on after it was itself stopped. */
final class Journal implements AutoCloseable {

    private final Path state;
    private final Path acks;
    private final Properties values = new Properties();
    private final Writer writer;

    Journal(Path folder) throws IOException {
        Files.createDirectories(folder);
        state = folder.resolve("state.properties");
        acks = folder.resolve("acknowledged.txt");
        if (Files.exists(state)) {
            try (var in = Files.newBufferedReader(state)) {
                values.load(in);
            }
        }
        writer = Files.newBufferedWriter(acks, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    long number(String name, long otherwise) {
        return Long.parseLong(values.getProperty(name, Long.toString(otherwise)));
    }

    synchronized void set(String name, long value) {
        values.setProperty(name, Long.toString(value));
        var fresh = state.resolveSibling("state.new");
        try {
            try (var out = Files.newBufferedWriter(fresh)) {
                values.store(out, null);
            }
            Files.move(fresh, state, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void acknowledged(Ack ack) {
        try {
            writer.write(ack.line() + "\n");
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All acknowledgements of this and earlier sittings; a last line that was cut off by a kill is none. */
    List<Ack> acks() throws IOException {
        var text = Files.readString(acks);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(Ack::parse)
                .toList();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
