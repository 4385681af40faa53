package co.kendev.spaces.dev;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Plain lines for the person who typed {@code make run}: living while something starts, quiet afterwards. */
final class Terminal {

    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final Duration REPEAT = Duration.ofSeconds(15);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final int NAME_WIDTH = 13;

    private final PrintStream out;
    private final boolean living;
    private final boolean colours;
    private final boolean symbols;

    Terminal(PrintStream out, boolean living, boolean colours) {
        this.out = out;
        this.living = living;
        this.colours = colours;
        this.symbols = Objects.equals(out.charset().name(), "UTF-8");
    }

    static Terminal standard() {
        var console = System.console();
        var living = console != null && console.isTerminal();
        return new Terminal(System.out, living, living && System.getenv("NO_COLOR") == null);
    }

    /** For what happens again and again and is told in one line afterwards. */
    static Terminal silent() {
        return new Terminal(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), false, false);
    }

    synchronized void line(String text) {
        out.println(text);
        out.flush();
    }

    /** Something happened while the stack runs; one line with the time. */
    void event(String text) {
        line(dim(LocalTime.now(ZoneId.systemDefault()).format(TIME)) + "  " + text);
    }

    void error(String text) {
        line(paint("31", symbols ? "✗" : "!") + " " + text);
    }

    String bold(String text) {
        return paint("1", text);
    }

    String dim(String text) {
        return paint("2", text);
    }

    String warning(String text) {
        return paint("33", text);
    }

    private String paint(String code, String text) {
        return colours ? "\033[" + code + "m" + text + "\033[0m" : text;
    }

    static String seconds(Duration time) {
        return time.toMillis() < 60_000
                ? String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0)
                : String.format(Locale.ROOT, "%d min %02d s", time.toMinutes(), time.toSecondsPart());
    }

    /** Shows that something has begun; exactly one of the ends of {@link Progress} must follow. */
    Progress begin(String name) {
        return new Progress(name);
    }

    /** One thing that takes a while. */
    final class Progress {

        private final String name;
        private final long since = System.nanoTime();
        private final Thread ticker;
        private volatile @Nullable String note;
        private volatile boolean over;

        private Progress(String name) {
            this.name = name;
            ticker = Thread.ofVirtual().name("progress").start(this::tick);
        }

        /** What is being done just now. */
        void note(String text) {
            note = text;
        }

        Duration elapsed() {
            return Duration.ofNanos(System.nanoTime() - since);
        }

        void done(String result) {
            end(paint("32", symbols ? "✓" : "+"), result);
        }

        void warned(String result) {
            end(paint("33", "!"), result);
        }

        /** Takes the living line away; the caller says what went wrong. */
        void gone() {
            if (!over) {
                over = true;
                ticker.interrupt();
                clear();
            }
        }

        private void end(String mark, String result) {
            gone();
            line("%s %s%s  %s".formatted(mark, padded(), result, dim(seconds(elapsed()))));
        }

        private String padded() {
            return name + " ".repeat(Math.max(1, NAME_WIDTH - name.length()));
        }

        private void clear() {
            if (living) {
                synchronized (Terminal.this) {
                    out.print("\r\033[K");
                    out.flush();
                }
            }
        }

        private void tick() {
            try {
                while (!over) {
                    Thread.sleep(living ? REDRAW : REPEAT);
                    draw();
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }

        private void draw() {
            synchronized (Terminal.this) {
                if (over) {
                    return;
                }
                var text = "  " + padded() + (note == null ? "" : note + "  ") + dim(seconds(elapsed()));
                out.print(living ? "\r\033[K" + text : text + System.lineSeparator());
                out.flush();
            }
        }
    }
}
