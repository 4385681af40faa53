package co.kendev.spaces.revenue.pricing;

/** The partnerships on offer; every other share is negotiated. */
public enum Tier {
    STANDARD(500),
    PREFERRED(400),
    STRATEGIC(300);

    private final int shareBps;

    Tier(int shareBps) {
        this.shareBps = shareBps;
    }

    public int shareBps() {
        return shareBps;
    }
}
