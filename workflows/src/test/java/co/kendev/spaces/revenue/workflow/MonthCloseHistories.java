package co.kendev.spaces.revenue.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Records the histories that later versions must still be able to replay. Run its main before the workflow changes, with the folder
 * and the next version as arguments, and keep the old files.
 */
final class MonthCloseHistories {
    private MonthCloseHistories() {}

    static void main(String[] args) throws IOException {
        record(Path.of(args[0]), "closed-" + args[1], activities -> {});
        record(Path.of(args[0]), "waited-" + args[1], activities -> activities.queued.set(3));
        record(
                Path.of(args[0]),
                "step-retried-" + args[1],
                activities -> activities.once.put("state", new IllegalStateException("the database restarted")));
        System.exit(0);
    }

    private static void record(Path folder, String story, Consumer<RecordingMonth> given) throws IOException {
        try (var run = new MonthCloseRun()) {
            given.accept(run.activities);
            run.end();
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(story + ".json"), run.history().toJson(true));
        }
    }
}
