package co.kendev.spaces.onboarding.activity;

import co.kendev.spaces.onboarding.Construction;
import co.kendev.spaces.onboarding.Stage;
import co.kendev.spaces.onboarding.workflow.Closing;
import co.kendev.spaces.onboarding.workflow.OnboardingActivities;
import co.kendev.spaces.onboarding.workflow.OnboardingStep;
import co.kendev.spaces.onboarding.workflow.OwnerChecklist;
import co.kendev.spaces.platform.activity.FailureMapping;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.process.ProcessId;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Each call is one use case; a second run finds the step's row done, which is what makes it harmless. */
@Component
public class OnboardingActivitiesImpl implements OnboardingActivities {
    private static final Logger LOG = LoggerFactory.getLogger(OnboardingActivitiesImpl.class);

    private final Construction construction;

    public OnboardingActivitiesImpl(Construction construction) {
        this.construction = construction;
    }

    @Override
    public void build(OnboardingStep step) {
        telling(step, () -> {
            construction.build(tenant(step), process(step), Stage.of(step.stage()));
            return "";
        });
    }

    @Override
    public OwnerChecklist open(OnboardingStep step) {
        return telling(step, () -> {
            var opened = construction.open(tenant(step), process(step));
            return new OwnerChecklist(
                    opened.open(), opened.openedAt(), opened.clockOffset().toSeconds());
        });
    }

    @Override
    public List<String> remind(OnboardingStep step, int number) {
        return telling(step, () -> construction.remind(tenant(step), process(step), number));
    }

    @Override
    public String finish(OnboardingStep step) {
        return telling(step, () -> construction.finish(tenant(step), process(step)));
    }

    @Override
    public boolean halt(OnboardingStep step) {
        return mapped(() -> construction.halt(tenant(step), process(step)));
    }

    @Override
    public void undo(OnboardingStep step) {
        mapped(() -> {
            construction.undo(tenant(step), process(step), Stage.of(step.stage()));
            return "";
        });
    }

    @Override
    public void close(Closing closing) {
        mapped(() -> {
            construction.close(
                    new TenantId(UUID.fromString(closing.tenantId())),
                    new ProcessId(UUID.fromString(closing.process())),
                    closing.cancelled(),
                    closing.reason());
            return "";
        });
    }

    /** Writes the reason of a failure on the process row, so that people see it while the step is tried again. */
    private <T> T telling(OnboardingStep step, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException failure) {
            LOG.warn("Onboarding {} failed at {}: {}", step.process(), step.stage(), failure.toString());
            try {
                construction.failed(
                        tenant(step), process(step), Stage.of(step.stage()), FailureMapping.reason(failure));
            } catch (RuntimeException alsoFailed) {
                LOG.debug("The reason could not be written down", alsoFailed);
            }
            throw FailureMapping.of(failure);
        }
    }

    private static <T> T mapped(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException failure) {
            throw FailureMapping.of(failure);
        }
    }

    private static TenantId tenant(OnboardingStep step) {
        return new TenantId(UUID.fromString(step.tenantId()));
    }

    private static ProcessId process(OnboardingStep step) {
        return new ProcessId(UUID.fromString(step.process()));
    }
}
