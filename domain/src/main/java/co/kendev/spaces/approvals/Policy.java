package co.kendev.spaces.approvals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who decides a proposal, and by when; kept with the proposal as it was then.
 *
 * @param deciders who may from the start
 * @param keys how many people must agree, 1 or 2
 * @param expiry how long it waits
 * @param ladder what happens while nobody decides, in the order of time
 * @param automatic what needs nobody's word
 */
public record Policy(
        List<Decider> deciders,
        int keys,
        Duration expiry,
        List<Rung> ladder,
        @Nullable Automatic automatic) {
    /** The first reminder. */
    public static final Duration REMIND_AFTER = Duration.ofHours(24);
    /** When the next ones up are asked too. */
    public static final Duration ESCALATE_AFTER = Duration.ofHours(72);

    public static final Duration EXPIRY = Duration.ofDays(7);

    public Policy {
        deciders = List.copyOf(deciders);
        ladder = List.copyOf(ladder);
        if (keys != 1 && keys != 2) {
            throw new IllegalArgumentException("one key or two, not " + keys);
        }
    }

    /** One key of these, a reminder after a day and another after three, expiry after a week. */
    public static Policy of(Decider... deciders) {
        return new Policy(
                List.of(deciders), 1, EXPIRY, List.of(Rung.remind(REMIND_AFTER), Rung.remind(ESCALATE_AFTER)), null);
    }

    public Policy twoKeys() {
        return new Policy(deciders, 2, expiry, ladder, automatic);
    }

    /** After three days without a decision these may decide too. */
    public Policy thenAlso(Decider... joining) {
        return new Policy(
                deciders,
                keys,
                expiry,
                List.of(Rung.remind(REMIND_AFTER), new Rung(ESCALATE_AFTER, List.of(joining))),
                automatic);
    }

    public Policy within(Duration time) {
        return new Policy(deciders, keys, time, ladder, automatic);
    }

    /** Up to an amount this policy, by its name and version, is the decider. */
    public Policy automaticUpTo(long limitMinor, String name, int version) {
        return new Policy(deciders, keys, expiry, ladder, new Automatic(name, version, limitMinor));
    }

    /** Who may decide once so many rungs were climbed. */
    List<Decider> deciders(int rung) {
        var all = new ArrayList<>(deciders);
        ladder.stream().limit(rung).forEach(step -> all.addAll(step.joining()));
        return all;
    }

    Policy withKeys(int wanted) {
        return new Policy(deciders, wanted, expiry, ladder, automatic);
    }

    boolean decides(@Nullable Long minor) {
        return automatic != null && minor != null && minor <= automatic.limitMinor();
    }

    /**
     * One step of the ladder: it is said again where it is shown.
     *
     * @param after counted from the proposal
     * @param joining who may decide from then on, too
     */
    public record Rung(Duration after, List<Decider> joining) {
        public Rung {
            joining = List.copyOf(joining);
        }

        static Rung remind(Duration after) {
            return new Rung(after, List.of());
        }
    }

    /** The policy as decider, up to an amount. */
    public record Automatic(String name, int version, long limitMinor) {
        String words() {
            return name + " v" + version;
        }
    }
}
