package co.kendev.spaces.revenue.pricing;

/** Who a sale's money is for, in the order in which ties are served. */
public enum Party {
    TENANT,
    REFERRER,
    PLATFORM,
    HUMAN,
    AI,
    JUSTICE
}
