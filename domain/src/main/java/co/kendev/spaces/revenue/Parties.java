package co.kendev.spaces.revenue;

import co.kendev.spaces.revenue.pricing.Allocation;
import co.kendev.spaces.revenue.pricing.Party;

/** What each party has, or what changes for it, in minor units: as blocks of messages show it. */
record Parties(long tenant, long referrer, long platform, long human, long ai, long justice) {
    static Parties of(Allocation allocation) {
        return new Parties(
                allocation.of(Party.TENANT),
                allocation.of(Party.REFERRER),
                allocation.of(Party.PLATFORM),
                allocation.of(Party.HUMAN),
                allocation.of(Party.AI),
                allocation.of(Party.JUSTICE));
    }

    Parties plus(Parties other) {
        return new Parties(
                tenant + other.tenant,
                referrer + other.referrer,
                platform + other.platform,
                human + other.human,
                ai + other.ai,
                justice + other.justice);
    }
}
