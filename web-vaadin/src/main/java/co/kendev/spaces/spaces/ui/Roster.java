package co.kendev.spaces.spaces.ui;

import co.kendev.spaces.spaces.Members;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Everybody who takes part in a space, as the browser gets it: {@code id}, {@code name}, {@code role}, {@code joined}, {@code note}. */
@Component
public class Roster {
    /** Beyond this many a list beside the channel helps nobody. */
    private static final int SHOWN = 500;

    private final Members members;
    private final List<Companions> companions;

    Roster(Members members, List<Companions> companions) {
        this.members = members;
        this.companions = companions;
    }

    /** The people of a space by role, then those who are none. */
    public ArrayNode of(Place place) {
        var all = JsonNodeFactory.instance.arrayNode();
        var people = members.of(place.actor(), place.space().id());
        for (var member : people.subList(0, Math.min(people.size(), SHOWN))) {
            all.addObject()
                    .put("id", member.person().toString())
                    .put("name", member.name())
                    .put("role", member.role().word())
                    .put("joined", member.joinedAt().toString());
        }
        for (var source : companions) {
            for (var companion : source.of(place.actor(), place.space().id())) {
                all.addObject()
                        .put("id", companion.id().toString())
                        .put("name", companion.name())
                        .put("role", companion.role())
                        .put("note", companion.note());
            }
        }
        return all;
    }
}
