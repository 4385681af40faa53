package co.kendev.spaces.revenue;

import co.kendev.spaces.platform.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody gave to the Justice Fund.
 *
 * @param reference the reporter's own id: the same id with the same content is one donation
 * @param donor who gave it, if they want to be named; to operators, never on the public page
 */
public record Donation(
        String reference, Money amount, @Nullable String donor, String recordedBy, Instant at) {}
