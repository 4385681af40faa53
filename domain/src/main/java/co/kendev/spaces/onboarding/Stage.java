package co.kendev.spaces.onboarding;

import co.kendev.spaces.platform.process.NewProcess;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The stages of an onboarding, in their order. */
public enum Stage {
    RESERVE("Reserve your name"),
    SPACE("Build the space"),
    CHANNELS("Open the channels"),
    ROLES("Set up roles and rights"),
    AGENTS("Introduce your AI partners"),
    CONTENT("Write the welcome"),
    INVITE("Prepare your key"),
    CHECKLIST("Lay out your checklist"),
    ACTIVE("Hand over");

    private final String label;

    Stage(String label) {
        this.label = label;
    }

    /** What people read beside the step. */
    public String label() {
        return label;
    }

    /** The word in rows, workflows and interfaces. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The stage of a word; anything else is an {@link IllegalArgumentException}. */
    public static Stage of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    static List<NewProcess.Step> steps() {
        return Arrays.stream(values())
                .map(stage -> new NewProcess.Step(stage.word(), stage.label))
                .toList();
    }
}
