package co.kendev.spaces.bench;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** The least a workflow of so many activities can cost: they do nothing. */
@WorkflowInterface
public interface NoOps {

    @WorkflowMethod
    void run(int activities);

    /** Nothing. */
    @ActivityInterface
    interface Nothing {
        void nothing();
    }

    /** One after the other. */
    final class Impl implements NoOps {

        private final Nothing nothing = Workflow.newActivityStub(
                Nothing.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofSeconds(10))
                        .build());

        @Override
        public void run(int activities) {
            for (var i = 0; i < activities; i++) {
                nothing.nothing();
            }
        }
    }
}
