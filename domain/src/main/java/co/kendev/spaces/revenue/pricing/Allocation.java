package co.kendev.spaces.revenue.pricing;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Who gets how much, down to the last recipient; who gets nothing is not in it, and a change may have either sign. */
public record Allocation(SortedMap<Recipient, Long> parts) {
    public static final Allocation NOTHING = new Allocation(new TreeMap<>());

    public Allocation {
        var kept = new TreeMap<>(parts);
        kept.values().removeIf(minor -> minor == 0);
        parts = Collections.unmodifiableSortedMap(kept);
    }

    public static Allocation of(Map<Recipient, Long> parts) {
        return new Allocation(new TreeMap<>(parts));
    }

    public long of(Recipient recipient) {
        return parts.getOrDefault(recipient, 0L);
    }

    /** All recipients of the party together; the tenant's include tax and shipping. */
    public long of(Party party) {
        return parts.entrySet().stream()
                .filter(part -> part.getKey().party() == party)
                .mapToLong(Map.Entry::getValue)
                .reduce(0, Math::addExact);
    }

    public long total() {
        return parts.values().stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
    }

    /** What leaves the tenant: referrer, platform, human, AI and justice together. */
    public long share() {
        return total() - of(Party.TENANT);
    }

    /** Without what only passes on to the tenant. */
    Allocation withoutTaxAndShipping() {
        var kept = new TreeMap<>(parts);
        kept.remove(Recipient.TAX);
        kept.remove(Recipient.SHIPPING);
        return new Allocation(kept);
    }

    public Allocation plus(Allocation other) {
        return combined(other, 1);
    }

    public Allocation minus(Allocation other) {
        return combined(other, -1);
    }

    private Allocation combined(Allocation other, int sign) {
        var sums = new TreeMap<>(parts);
        other.parts.forEach((recipient, minor) -> sums.merge(recipient, sign * minor, Math::addExact));
        return new Allocation(sums);
    }
}
