package co.kendev.spaces.revenue;

import co.kendev.spaces.revenue.pricing.Allocation;
import co.kendev.spaces.revenue.pricing.Party;
import co.kendev.spaces.revenue.pricing.Recipient;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Allocations as rows keep them. */
@Component
class AllocationJson {
    private static final TypeReference<List<Part>> PARTS = new TypeReference<>() {};

    private final JsonMapper json;

    AllocationJson(JsonMapper json) {
        this.json = json;
    }

    String write(Allocation allocation) {
        return json.writeValueAsString(allocation.parts().entrySet().stream()
                .map(part -> new Part(part.getKey().party(), part.getKey().who(), part.getValue()))
                .toList());
    }

    Allocation read(String stored) {
        return Allocation.of(json.readValue(stored, PARTS).stream()
                .collect(Collectors.toMap(part -> new Recipient(part.party(), part.who()), Part::minor)));
    }

    private record Part(Party party, String who, long minor) {}
}
