package co.kendev.spaces.revenue.rest;

import co.kendev.spaces.platform.money.Money;
import co.kendev.spaces.revenue.Statement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Writes a statement as a table: the opening, a line each with the balance after it, the closing. */
final class StatementCsv {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader("effective", "recorded", "what", "kind", "amount", "balance", "currency", "available", "event")
            .get();

    private final Statement statement;
    private final CSVPrinter table;
    private long balance;

    StatementCsv(Statement statement, Writer writer) throws IOException {
        this.statement = statement;
        this.balance = statement.opening();
        this.table = new CSVPrinter(writer, FORMAT);
        row(
                statement.from().until().equals(Instant.EPOCH)
                        ? null
                        : statement.from().until(),
                "Opening");
    }

    /** For example {@code statement-2026-10-tenant-hays-cactus-farm-usd.csv}. */
    static String fileName(Statement statement) {
        var name = "statement-" + statement.month() + "-" + statement.accountName() + "-" + statement.currency();
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".csv";
    }

    void line(Statement.Entry entry) {
        balance = Math.addExact(balance, entry.minor());
        try {
            table.printRecord(
                    entry.at(),
                    entry.recordedAt(),
                    harmless(entry.what()),
                    entry.kind(),
                    plain(entry.minor()),
                    plain(balance),
                    statement.currency(),
                    entry.availableAt(),
                    entry.eventId());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Not when reading failed: a table that is cut short has no closing. */
    void end() throws IOException {
        row(statement.to().until(), "Closing");
        table.flush();
    }

    private void row(@Nullable Object at, String what) throws IOException {
        table.printRecord(at, null, what, null, null, plain(balance), statement.currency(), null, null);
    }

    private String plain(long minor) {
        return new Money(minor, statement.currency()).plain();
    }

    /** What somebody wrote must not become a formula in somebody else's spreadsheet. */
    private static String harmless(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
