package co.kendev.spaces.approvals;

import co.kendev.spaces.platform.tenancy.Actor;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who wants something done, with the name they had then; never the one who decides. */
public record Proposer(Kind kind, @Nullable UUID id, String name) {
    /** The product itself. */
    public static final Proposer SYSTEM = new Proposer(Kind.SYSTEM, null, "Spaces");

    public static Proposer person(Actor actor) {
        return new Proposer(Kind.PERSON, actor.person().value(), actor.name());
    }

    public static Proposer agent(UUID agent, String name) {
        return new Proposer(Kind.AGENT, agent, name);
    }

    boolean is(Actor actor) {
        return actor.person().value().equals(id);
    }

    /** What kind of proposer. */
    public enum Kind {
        PERSON,
        AGENT,
        SYSTEM;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
