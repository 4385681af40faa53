package co.kendev.spaces.revenue;

import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.ledger.AccountKey;
import co.kendev.spaces.ledger.Movements;
import co.kendev.spaces.ledger.StatedLine;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.revenue.Statement.Entry;
import co.kendev.spaces.revenue.StatementRows.Referred;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows the statements of closed months: a tenant those of its own accounts, operators those of everybody in its book. */
@Component
public class Statements {
    private static final int PAGE_MAX = 1_000;
    private static final Pattern PAYMENT = Pattern.compile("(payment|refund|release)/([^/]+)(/.*)?");
    private static final Pattern TRUE_UP = Pattern.compile("true-up/(\\d{4}-\\d{2})/.*");

    private final Tx tx;
    private final StatementRows rows;
    private final MonthRows months;
    private final FeeRows fees;
    private final Movements movements;
    private final Tellers tellers;
    private final Tenants tenants;

    Statements(
            Tx tx,
            StatementRows rows,
            MonthRows months,
            FeeRows fees,
            Movements movements,
            Tellers tellers,
            Tenants tenants) {
        this.tx = tx;
        this.rows = rows;
        this.months = months;
        this.fees = fees;
        this.movements = movements;
        this.tellers = tellers;
        this.tenants = tenants;
    }

    /** The statements the actor may see, newest month first; of one month, or of all. */
    public List<Statement> list(Actor actor, @Nullable YearMonth month) {
        tellers.requireReading(actor);
        var names = new HashMap<TenantId, Book>();
        return tx.read(Scope.of(actor.tenant()), () -> rows.of(actor.tenant(), actor.operator(), month)).stream()
                .map(row -> statement(row, names))
                .toList();
    }

    /** A statement by its id; NOT_FOUND for one that is not there or not the actor's to see. */
    public Statement get(Actor actor, UUID id) {
        var row = tx.read(Scope.of(actor.tenant()), () -> rows.find(id))
                .filter(found -> maySee(actor, found))
                .orElseThrow(() -> DomainException.notFound("The statement"));
        tellers.requireReading(actor);
        return statement(row, new HashMap<>());
    }

    /** The statement of an account for a month, in the book of the actor's tenant. */
    public Statement get(Actor actor, YearMonth month, AccountKey account) {
        return list(actor, month).stream()
                .filter(found ->
                        found.book().equals(actor.tenant()) && found.account().equals(account))
                .findFirst()
                .orElseThrow(() -> DomainException.notFound("The statement"));
    }

    /**
     * The lines of a statement, in the order of their effect.
     *
     * @param after as the page before named it; null for the first one
     * @throws DomainException INVALID at {@code after} for anything else
     */
    public Statement.Page lines(Actor actor, Statement statement, @Nullable String after, int limit) {
        tellers.requireReading(actor);
        var words = new Words(actor, statement);
        return page(actor, statement, after == null ? StatedLine.Place.START : place(after), limit, words);
    }

    /** Hands on all lines of a statement, page by page. */
    public void eachLine(Actor actor, Statement statement, Consumer<Entry> reader) {
        tellers.requireReading(actor);
        var words = new Words(actor, statement);
        var place = StatedLine.Place.START;
        while (true) {
            var page = page(actor, statement, place, PAGE_MAX, words);
            page.entries().forEach(reader);
            if (page.next() == null) {
                return;
            }
            place = place(page.next());
        }
    }

    /** The true-ups of a month of the actor's tenant: why, and who got what. */
    public List<MonthTrueUp> trueUps(Actor actor, YearMonth month) {
        tellers.requireReading(actor);
        return tx.read(Scope.of(actor.tenant()), () -> months.trueUps(actor.tenant(), month));
    }

    private Statement.Page page(Actor actor, Statement statement, StatedLine.Place after, int limit, Words words) {
        var lines = movements.lines(
                actor.tenant(),
                statement.book(),
                statement.account(),
                statement.from(),
                statement.to(),
                after,
                Math.min(limit, PAGE_MAX) + 1);
        boolean more = lines.size() > Math.min(limit, PAGE_MAX);
        var shown = more ? lines.subList(0, lines.size() - 1) : lines;
        words.lookUp(shown);
        return new Statement.Page(
                shown.stream().map(words::entry).toList(),
                more ? cursor(shown.getLast().place()) : null);
    }

    private static boolean maySee(Actor actor, StatementRows.Row row) {
        return actor.tenant().equals(row.account().tenant())
                || (actor.operator() && actor.tenant().equals(row.book()));
    }

    private Statement statement(StatementRows.Row row, Map<TenantId, Book> names) {
        var book = names.computeIfAbsent(row.book(), this::book);
        return new Statement(
                row.id(),
                row.book(),
                book.slug(),
                book.name(),
                row.month(),
                row.account(),
                row.opening(),
                row.closing(),
                row.lines(),
                row.from(),
                row.to(),
                row.createdAt());
    }

    private Book book(TenantId id) {
        return tenants.find(id)
                .map(tenant -> new Book(tenant.slug(), tenant.name()))
                .orElse(new Book("", "a business that is gone"));
    }

    private static String cursor(StatedLine.Place place) {
        return place.at() + "_" + place.transaction() + "_" + place.line();
    }

    private static StatedLine.Place place(String cursor) {
        var parts = cursor.split("_", -1);
        try {
            if (parts.length == 3) {
                return new StatedLine.Place(
                        Instant.parse(parts[0]), UUID.fromString(parts[1]), Integer.parseInt(parts[2]));
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            // said below
        }
        throw DomainException.invalid("after", "This is no place in a statement; take it from the page before.");
    }

    private record Book(String slug, String name) {}

    /** Says what the lines of a statement are, and why; true-ups are looked up once per month, sales of others once per page. */
    private final class Words {
        private final Actor actor;
        private final Statement statement;
        private final boolean own;
        private final Map<String, String> because = new HashMap<>();
        private final Map<UUID, Referred> referred = new HashMap<>();
        private final List<YearMonth> known = new ArrayList<>();

        Words(Actor actor, Statement statement) {
            this.actor = actor;
            this.statement = statement;
            this.own = statement.book().equals(actor.tenant());
        }

        /** In the book of somebody else, what the part of the reader was counted from. */
        void lookUp(List<StatedLine> lines) {
            if (!own) {
                var all = lines.stream().map(StatedLine::transaction).distinct().toList();
                referred.clear();
                referred.putAll(tx.read(Scope.of(actor.tenant()), () -> rows.referred(statement.book(), all)));
            }
        }

        Entry entry(StatedLine line) {
            var key = line.key();
            var payment = key == null ? null : PAYMENT.matcher(key);
            var eventId = payment != null && payment.matches() ? payment.group(2) : null;
            return new Entry(
                    line.effectiveAt(),
                    line.recordedAt(),
                    what(line),
                    line.kind(),
                    line.minor(),
                    line.availableAt(),
                    eventId,
                    key == null ? ofOthers(line) : because(line, key));
        }

        private String what(StatedLine line) {
            var memo = line.memo();
            return switch (line.transactionKind()) {
                case "payment" -> memo == null ? "A sale" : "Sale: " + memo;
                case "refund" -> memo == null ? "A refund" : "Refund: " + memo;
                case "true-up" -> memo == null ? "True-up of the month" : memo;
                case "release" -> "Share netted against earnings";
                default -> memo == null || memo.isEmpty() ? line.transactionKind() : memo;
            };
        }

        private @Nullable String because(StatedLine line, String key) {
            return switch (line.transactionKind()) {
                case "true-up" -> trueUp(key);
                case SetupFees.KIND, SetupFees.SUBSIDY -> setupFee(line);
                default -> null;
            };
        }

        private @Nullable String trueUp(String key) {
            var trueUp = TRUE_UP.matcher(key);
            if (!trueUp.matches()) {
                return null;
            }
            var month = YearMonth.parse(trueUp.group(1));
            if (!known.contains(month)) {
                known.add(month);
                trueUps(actor, month).forEach(each -> because.put(each.key(), each.because()));
            }
            return because.get(key);
        }

        private @Nullable String setupFee(StatedLine line) {
            var fee = tx.read(Scope.of(actor.tenant()), () -> fees.find(actor.tenant()))
                    .orElse(null);
            if (fee == null) {
                return null;
            }
            var whole = "the setup fee of " + fee.amount().text();
            if (line.kind().equals(SetupFees.SUBSIDY)) {
                return "The Justice Fund carries " + fee.subsidyPercent() + " % of " + whole
                        + ", as far as it has the money.";
            }
            return switch (statement.party()) {
                case "platform" -> "50 % of " + whole + ".";
                case "human" -> "30 % of " + whole + ", divided among the human partners.";
                case "ai" -> "15 % of " + whole + ".";
                case "justice" -> "5 % of " + whole + ".";
                default -> "What was paid of " + whole + ".";
            };
        }

        private @Nullable String ofOthers(StatedLine line) {
            var sale = referred.get(line.transaction());
            return switch (line.transactionKind()) {
                case "payment" ->
                    sale == null
                            ? null
                            : percent(sale) + " of the share of " + sale.share().text() + " of a sale of "
                                    + sale.gross().text() + ".";
                case "refund" ->
                    sale == null
                            ? null
                            : "A part of a sale of " + sale.gross().text() + " went back to the buyer; " + percent(sale)
                                    + " of the share is counted anew from what is left.";
                case "true-up" -> "The month was counted again as a whole; this is your part of the difference.";
                case "release" -> "The business took the money of a sale itself, and has now settled the share of it.";
                default -> null;
            };
        }

        private static String percent(Referred sale) {
            return BigDecimal.valueOf(sale.bps(), 2).stripTrailingZeros().toPlainString() + " %";
        }
    }
}
