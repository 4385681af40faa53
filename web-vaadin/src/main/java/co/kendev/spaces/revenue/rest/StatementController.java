package co.kendev.spaces.revenue.rest;

import co.kendev.spaces.identity.web.ActingTenant;
import co.kendev.spaces.identity.web.Caller;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.web.Fields;
import co.kendev.spaces.platform.web.Listed;
import co.kendev.spaces.revenue.Statement;
import co.kendev.spaces.revenue.Statements;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the statements of closed months. */
@RestController
@Tag(name = "revenue")
class StatementController {
    private final Statements statements;
    private final ActingTenant acting;

    StatementController(Statements statements, ActingTenant acting) {
        this.statements = statements;
        this.acting = acting;
    }

    /** A statement with a stretch of its lines. */
    @Schema(name = "StatementWithLines")
    record StatementDetail(StatementJson statement, Listed<LineJson> lines) {}

    /**
     * A line of a statement.
     *
     * @param href how the payment it belongs to was divided, and why
     */
    @Schema(name = "StatementLine")
    record LineJson(
            Instant at,
            Instant recordedAt,
            String what,
            String kind,
            long amountMinor,
            Instant availableAt,
            @Nullable String eventId,
            @Nullable String because,
            @Nullable String href) {

        static LineJson of(Statement.Entry entry, @Nullable String tenant) {
            return new LineJson(
                    entry.at(),
                    entry.recordedAt(),
                    entry.what(),
                    entry.kind(),
                    entry.minor(),
                    entry.availableAt(),
                    entry.eventId(),
                    entry.because(),
                    entry.eventId() == null
                            ? null
                            : "/api/v1/distributions/" + entry.eventId() + StatementJson.acting(tenant));
        }
    }

    @GetMapping("/api/v1/statements")
    @Operation(
            summary =
                    "The statements of the tenant's own accounts, newest month first; for operators those of everybody in its book")
    Listed<StatementJson> statements(
            @RequestParam(required = false) @Nullable String tenant,
            @RequestParam(required = false) @Nullable String month,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit,
            @Parameter(hidden = true) Caller caller) {
        var all = statements.list(acting.of(caller, tenant), month(month)).stream()
                .map(statement -> StatementJson.of(statement, tenant))
                .toList();
        return Listed.of(all, StatementJson::id, after, limit);
    }

    @GetMapping("/api/v1/statements/{id}")
    @Operation(summary = "A statement with its lines, in the order of their effect; `next` goes into `after`")
    StatementDetail statement(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String tenant,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit,
            @Parameter(hidden = true) Caller caller) {
        var actor = acting.of(caller, tenant);
        var statement = statements.get(actor, id(id));
        var page = statements.lines(actor, statement, after, Listed.limit(limit));
        return new StatementDetail(
                StatementJson.of(statement, tenant),
                new Listed<>(
                        page.entries().stream()
                                .map(entry -> LineJson.of(entry, tenant))
                                .toList(),
                        page.next()));
    }

    @GetMapping(path = "/api/v1/statements/{id}.csv", produces = "text/csv")
    @Operation(summary = "All lines of a statement, with the balance after each")
    void csv(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String tenant,
            @Parameter(hidden = true) Caller caller,
            HttpServletResponse response)
            throws IOException {
        var actor = acting.of(caller, tenant);
        var statement = statements.get(actor, id(id));
        response.setContentType("text/csv");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(StatementCsv.fileName(statement))
                        .build()
                        .toString());
        var csv = new StatementCsv(statement, response.getWriter());
        statements.eachLine(actor, statement, csv::line);
        csv.end();
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw DomainException.notFound("The statement");
        }
    }

    private static @Nullable YearMonth month(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException e) {
            var fields = new Fields();
            fields.wrong("month", "is no month; one looks like 2026-10");
            fields.check();
            return null;
        }
    }
}
