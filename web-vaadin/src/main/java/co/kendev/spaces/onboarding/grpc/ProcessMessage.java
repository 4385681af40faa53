package co.kendev.spaces.onboarding.grpc;

import co.kendev.spaces.platform.process.ProcessStatus;
import co.kendev.spaces.v1.Process;
import co.kendev.spaces.v1.ProcessStep;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes processes as protobuf; what is unknown stays unset. */
final class ProcessMessage {
    private ProcessMessage() {}

    static Process of(ProcessStatus process) {
        var message = Process.newBuilder()
                .setId(process.id().toString())
                .setKind(process.kind())
                .setKey(process.key())
                .setState(process.state().word())
                .setStage(process.stage())
                .setWorkflowId(process.workflowId());
        set(message::setBlockedOn, process.blockedOn());
        set(message::setSpaceSlug, process.spaceSlug());
        at(message::setDueAt, process.dueAt());
        for (var step : process.steps()) {
            var part = ProcessStep.newBuilder()
                    .setName(step.name())
                    .setState(step.state().word())
                    .setAttempts(step.attempts());
            at(part::setStartedAt, step.startedAt());
            at(part::setFinishedAt, step.finishedAt());
            set(part::setFailure, step.failure());
            message.addSteps(part);
        }
        return message.build();
    }

    private static <T> void set(Consumer<T> setter, @Nullable T value) {
        if (value != null) {
            setter.accept(value);
        }
    }

    private static void at(Consumer<Timestamp> setter, @Nullable Instant instant) {
        if (instant != null) {
            setter.accept(Timestamp.newBuilder()
                    .setSeconds(instant.getEpochSecond())
                    .setNanos(instant.getNano())
                    .build());
        }
    }
}
