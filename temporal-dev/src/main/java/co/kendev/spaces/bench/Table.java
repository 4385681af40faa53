package co.kendev.spaces.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The figures as a Markdown table.
 *
 * @param missing the measures of which this build has no figures
 */
record Table(String machine, List<Results.Taken> taken, List<String> missing) {

    private static final String BEGIN = "<!-- bench: begin -->";
    private static final String END = "<!-- bench: end -->";

    String text() {
        var text = new StringBuilder("Machine: " + machine
                + "\n\n| measure | reach | seen | reached | taken (UTC) |\n| --- | --- | --- | --- | --- |\n");
        for (var one : taken) {
            for (var figure : one.figures()) {
                text.append("| %s | %s | %s | %s | %s%s |\n"
                        .formatted(
                                figure.measure(),
                                figure.reach(),
                                figure.seen(),
                                figure.verdict(),
                                one.circumstances(),
                                one.quick() ? ", **quick**" : ""));
            }
        }
        if (!missing.isEmpty()) {
            text.append("\nNot measured with this build: ")
                    .append(String.join(", ", missing))
                    .append(".\n");
        }
        text.append("\nHow each was measured:\n\n");
        for (var one : taken) {
            for (var figure : one.figures()) {
                text.append("- ")
                        .append(figure.measure())
                        .append(": ")
                        .append(figure.method())
                        .append(".\n");
            }
        }
        return text.toString();
    }

    /** Replaces what stands between the two marks, or adds it at the end. */
    void write(Path file) throws IOException {
        var block = BEGIN + "\n" + text() + END;
        var page = Files.exists(file) ? Files.readString(file) : "# Performance\n\n" + BEGIN + END + "\n";
        var begin = page.indexOf(BEGIN);
        var end = page.indexOf(END);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(
                file,
                begin >= 0 && end > begin
                        ? page.substring(0, begin) + block + page.substring(end + END.length())
                        : page.stripTrailing() + "\n\n" + block + "\n");
    }
}
