package co.kendev.spaces.revenue.rest;

import co.kendev.spaces.revenue.Statement;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A statement without its lines. */
@Schema(name = "Statement")
record StatementJson(
        UUID id,
        String month,
        String title,
        String book,
        String party,
        String account,
        String currency,
        long openingMinor,
        long closingMinor,
        long lineCount,
        Instant until,
        Instant createdAt,
        String href,
        String csv) {

    /** @param tenant as the request named it, so that what it leads to finds it again; null for none */
    static StatementJson of(Statement statement, @Nullable String tenant) {
        var acting = acting(tenant);
        return new StatementJson(
                statement.id(),
                statement.month().toString(),
                statement.title(),
                statement.bookSlug(),
                statement.party(),
                statement.accountName(),
                statement.currency().getCurrencyCode(),
                statement.opening(),
                statement.closing(),
                statement.lines(),
                statement.to().until(),
                statement.createdAt(),
                "/statements/" + statement.id() + acting,
                "/api/v1/statements/" + statement.id() + ".csv" + acting);
    }

    /** What an address needs that is asked for again for the same tenant. */
    static String acting(@Nullable String tenant) {
        return tenant == null ? "" : "?tenant=" + tenant;
    }
}
