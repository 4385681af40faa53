package co.kendev.spaces.testing;

import co.kendev.spaces.onboarding.OnboardingRequest;
import co.kendev.spaces.onboarding.Onboardings;
import co.kendev.spaces.platform.process.ProcessState;
import co.kendev.spaces.platform.process.ProcessStatus;
import co.kendev.spaces.platform.process.Processes;
import java.time.Duration;
import java.util.function.Predicate;
import org.springframework.context.ApplicationContext;

/** Signs businesses up and waits for what becomes of them. */
public final class SignUps {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Onboardings onboardings;
    private final Processes processes;

    public SignUps(ApplicationContext context) {
        this.onboardings = context.getBean(Onboardings.class);
        this.processes = context.getBean(Processes.class);
    }

    public Onboardings.Requested request(String slug) {
        return onboardings.request(new OnboardingRequest(
                "Business " + slug,
                slug,
                "hays-cactus-farm",
                "America/Phoenix",
                "USD",
                "Ana Hays",
                slug + "@hays.example",
                "correct horse",
                null,
                null));
    }

    public ProcessStatus awaitLive(ProcessStatus process) throws InterruptedException {
        return await(process, now -> now.state() == ProcessState.WAITING);
    }

    public ProcessStatus await(ProcessStatus process, Predicate<ProcessStatus> condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var now = processes.get(process.tenant(), process.id());
            if (condition.test(now)) {
                return now;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("still " + now);
            }
            Thread.sleep(20);
        }
    }
}
