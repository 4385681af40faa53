package co.kendev.spaces.onboarding.workflow;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** What onboarding does to the database: each call one transaction, each harmless when it comes twice. */
@ActivityInterface(namePrefix = "Onboarding_")
public interface OnboardingActivities {
    /** Builds one stage. */
    @ActivityMethod(name = "build")
    void build(OnboardingStep step);

    /** Opens the space to its owner and says what waits for them. */
    @ActivityMethod(name = "open")
    OwnerChecklist open(OnboardingStep step);

    /** Reminds the owner in the channel, once per number, and says what is still open. */
    @ActivityMethod(name = "remind")
    List<String> remind(OnboardingStep step, int number);

    /** Ends the process and says how. */
    @ActivityMethod(name = "finish")
    String finish(OnboardingStep step);

    /** Whether the space may still be taken down: nobody has moved in yet. From here on nothing is built any more. */
    @ActivityMethod(name = "halt")
    boolean halt(OnboardingStep step);

    /** Takes one stage back. */
    @ActivityMethod(name = "undo")
    void undo(OnboardingStep step);

    /** Writes down that the onboarding ended without success. */
    @ActivityMethod(name = "close")
    void close(Closing closing);
}
