package co.kendev.spaces.approvals.workflow;

import io.temporal.client.WorkflowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Records the histories that later versions must still be able to replay. Run its main before the workflow changes, with the next
 * version as argument, and keep the old files: a proposal waits for as long as its policy says.
 */
final class ApprovalHistories {
    private ApprovalHistories() {}

    static void main(String[] args) throws IOException, InterruptedException {
        var folder = Path.of(args[0]);
        record(folder.resolve("decided-" + args[1] + ".json"), approval -> approval.decide("approved"));
        record(folder.resolve("expired-" + args[1] + ".json"), approval -> {});
        record(folder.resolve("rejected-after-reminder-" + args[1] + ".json"), approval -> {
            approval.temporal.sleep(Duration.ofHours(30));
            approval.decide("rejected");
        });
        record(folder.resolve("cancelled-from-outside-" + args[1] + ".json"), approval -> approval.run.cancel());
        System.exit(0);
    }

    private static void record(Path file, Consumer<ApprovalRun> story) throws IOException, InterruptedException {
        try (var approval = new ApprovalRun()) {
            approval.awaitWaiting();
            story.accept(approval);
            try {
                approval.end();
            } catch (WorkflowException expected) {
                // one of these stories ends badly
            }
            Files.createDirectories(file.getParent());
            Files.writeString(file, approval.history().toJson(true));
        }
    }
}
