package co.kendev.spaces.revenue;

import co.kendev.spaces.identity.Tenant;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.ledger.Movements;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.money.Money;
import co.kendev.spaces.platform.process.BegunByTime;
import co.kendev.spaces.platform.process.NewProcess;
import co.kendev.spaces.platform.process.ProcessId;
import co.kendev.spaces.platform.process.ProcessState;
import co.kendev.spaces.platform.process.ProcessStatus;
import co.kendev.spaces.platform.process.Processes;
import co.kendev.spaces.platform.process.WorkflowStart;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.platform.time.BusinessTime;
import co.kendev.spaces.revenue.MonthBlock.Total;
import co.kendev.spaces.revenue.pricing.Party;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;

/**
 * Closes the months of a tenant, one after another: trues them up, shuts them, states every account, checks and says so. Each step
 * is one transaction that finds itself done when it comes again.
 */
@Component
public class MonthClose implements BegunByTime {
    /** The kind of process, in workflow ids and searches. */
    public static final String KIND = "month-close";

    private static final Logger LOG = LoggerFactory.getLogger(MonthClose.class);
    /** A month somebody is just bringing in, sale by sale, is not closed under their hands. */
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final Tx tx;
    private final MonthRows rows;
    private final StatementRows statements;
    private final TrueUps trueUps;
    private final Books books;
    private final Movements movements;
    private final Processes processes;
    private final Tenants tenants;
    private final Announcer announcer;
    private final MonthBlock block;
    private final BusinessTime time;
    private final Clock clock;

    MonthClose(
            Tx tx,
            MonthRows rows,
            StatementRows statements,
            TrueUps trueUps,
            Books books,
            Movements movements,
            Processes processes,
            Tenants tenants,
            Announcer announcer,
            MonthBlock block,
            BusinessTime time,
            Clock clock) {
        this.tx = tx;
        this.rows = rows;
        this.statements = statements;
        this.trueUps = trueUps;
        this.books = books;
        this.movements = movements;
        this.processes = processes;
        this.tenants = tenants;
        this.announcer = announcer;
        this.block = block;
        this.time = time;
        this.clock = clock;
    }

    /** The steps, in their order. */
    public enum Step {
        SETTLE("settle", "Wait until everything of the month is posted"),
        TRUE_UP("true-up", "True the month up and shut it"),
        STATEMENTS("statements", "State every account"),
        CHECK("check", "Check that the books add up"),
        ANNOUNCE("announce", "Say that the month is closed");

        private final String word;
        private final String label;

        Step(String word, String label) {
            this.word = word;
            this.label = label;
        }

        /** The word in rows and interfaces. */
        public String word() {
            return word;
        }

        private static List<NewProcess.Step> all() {
            return List.of(values()).stream()
                    .map(step -> new NewProcess.Step(step.word, step.label))
                    .toList();
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Begins to close the oldest open month of every tenant for whom it is over; returns how many were begun. */
    public int begin() {
        int begun = 0;
        var candidates = rows.candidates(
                Months.runningEverywhere(time.now()), clock.instant().minus(QUIET));
        for (var tenant : candidates) {
            try {
                begun += begin(tenant).isPresent() ? 1 : 0;
            } catch (DomainException refusal) {
                LOG.warn("No month of {} is closed: {}", tenant, refusal.detail());
            } catch (PessimisticLockingFailureException busy) {
                // whoever holds the book of one does not hold up the others
                LOG.debug("No month of {} is closed now: {}", tenant, busy.toString());
            }
        }
        return begun;
    }

    /** Begins to close a tenant's oldest open month, unless it is not over, or one is being closed already. */
    public Optional<ProcessStatus> begin(TenantId id) {
        return tx.write(Scope.of(id), () -> {
            var tenant = tenants.get(id);
            var book = books.lock(id);
            var unfinished = rows.unfinished(id);
            if (unfinished
                    .flatMap(close -> processes.find(id, close.process()))
                    .filter(process -> process.state().isOpen())
                    .isPresent()) {
                return Optional.empty();
            }
            var month = unfinished
                    .map(MonthRows.Close::month)
                    .or(() -> rows.oldestOpen(id, book.openFrom())
                            .filter(oldest -> Months.isOver(oldest, tenant, time.now())));
            return month.map(due -> {
                var process = open(tenant, due);
                rows.begin(id, due, process.id(), Months.end(due, tenant));
                // from here on what is older counts in this month: no later close would look for it there
                books.openFrom(id, due.atDay(1));
                LOG.info("{} of {} is being closed, process {}", due, tenant.slug(), process.id());
                return process;
            });
        });
    }

    private ProcessStatus open(Tenant tenant, YearMonth month) {
        return processes.open(new NewProcess(
                tenant.id(),
                tenant.slug(),
                KIND,
                month.toString(),
                Months.name(month) + " of " + tenant.name(),
                Step.all(),
                process -> start(tenant, month, process)));
    }

    private static WorkflowStart start(Tenant tenant, YearMonth month, ProcessId process) {
        return new WorkflowStart(
                "MonthClose",
                "core",
                tenant.slug(),
                Map.of(
                        "tenant",
                        tenant.slug(),
                        "tenantId",
                        tenant.id().toString(),
                        "process",
                        process.toString(),
                        "name",
                        tenant.name(),
                        "month",
                        month.toString()),
                KIND,
                month.toString(),
                tenant.name() + " · close of " + Months.name(month),
                "Process [" + process + "](/app/operator/processes?open=" + process + ") of **" + tenant.slug() + "**");
    }

    /** Whether everything that counts in the month is posted. */
    public boolean isSettled(TenantId tenant, ProcessId process, YearMonth month) {
        return tx.write(Scope.of(tenant), () -> {
            var close = rows.get(tenant, month);
            if (close.truedUpAt() == null && rows.isQueued(tenant, close.endsAt())) {
                return false;
            }
            if (processes.begin(tenant, process, Step.SETTLE.word)) {
                processes.done(tenant, process, Step.SETTLE.word, null);
            }
            return true;
        });
    }

    /** Posts by how much the month missed its exact total, and shuts it: what comes late counts in the next one. */
    public void trueUp(TenantId id, ProcessId process, YearMonth month) {
        tx.write(Scope.of(id), () -> {
            var tenant = tenants.get(id);
            books.lock(id);
            if (!processes.begin(id, process, Step.TRUE_UP.word)) {
                return;
            }
            var close = rows.get(id, month);
            if (close.truedUpAt() != null) {
                processes.done(id, process, Step.TRUE_UP.word, "done before");
                return;
            }

            // under one lock: a sale that is posted in this moment is either in it, or counts in the next month
            var posted = trueUps.post(tenant, month, close.endsAt());
            books.openFrom(id, month.plusMonths(1).atDay(1));
            rows.truedUp(id, month, clock.instant());

            var changed = posted.stream().filter(each -> !each.isNothing()).count();
            processes.done(
                    id,
                    process,
                    Step.TRUE_UP.word,
                    changed == 0 ? "exact to the cent" : changed == 1 ? "1 true-up" : changed + " true-ups");
            trueUps.say(tenant, posted);
        });
    }

    /**
     * States every account on which something happened.
     *
     * @throws DomainException UNAVAILABLE while what was posted may still be overtaken; the same call succeeds in a moment
     */
    public void state(TenantId id, ProcessId process, YearMonth month) {
        tx.write(Scope.of(id), () -> {
            books.lock(id);
            if (!processes.begin(id, process, Step.STATEMENTS.word)) {
                return;
            }
            var close = rows.get(id, month);
            if (close.statedAt() != null) {
                processes.done(id, process, Step.STATEMENTS.word, "done before");
                return;
            }

            var from = rows.cutBefore(id, month);
            var to = movements
                    .cut(id, close.endsAt())
                    .orElseThrow(() -> new DomainException(
                            ErrorCode.UNAVAILABLE, "The last postings are just being written. A moment, please."));
            var openings = statements.closings(id, month);
            var now = clock.instant();
            var moved = movements.between(id, from, to);
            for (var movement : moved) {
                statements.insert(id, month, movement, openings.getOrDefault(movement.account(), 0L), from, to, now);
            }
            rows.stated(id, month, to, now);
            processes.done(
                    id,
                    process,
                    Step.STATEMENTS.word,
                    moved.size() == 1 ? "1 statement" : moved.size() + " statements");
        });
    }

    /**
     * Checks that the statements of the book, and the books of everybody, add up to zero, and notes the end of the chain of seals.
     *
     * @throws DomainException UNAVAILABLE when they do not: somebody has to look, and it is tried again
     */
    public void check(TenantId id, ProcessId process, YearMonth month) {
        tx.write(Scope.of(id), () -> {
            if (!processes.begin(id, process, Step.CHECK.word)) {
                return;
            }
            var unbalanced = statements.unbalanced(id, month);
            if (!unbalanced.isEmpty() || !movements.areBalanced()) {
                LOG.error("The books of {} do not add up {}", id, unbalanced);
                throw new DomainException(
                        ErrorCode.UNAVAILABLE,
                        "The books do not add up to zero" + (unbalanced.isEmpty() ? "" : " in " + unbalanced)
                                + ". Nothing is announced; verify the ledger.");
            }
            if (!movements.isSealed(id, rows.cutBefore(id, month.plusMonths(1)))) {
                throw new DomainException(
                        ErrorCode.UNAVAILABLE,
                        "The last transactions of the month have no seal yet. It is tried again.");
            }
            var head = movements.head(id);
            rows.checked(id, month, head, clock.instant());
            processes.done(
                    id,
                    process,
                    Step.CHECK.word,
                    head.map(found -> "zero in every currency, seal " + found.seq())
                            .orElse("zero in every currency"));
        });
    }

    /** Says that the month is closed, and ends; returns the words operators read. */
    public String announce(TenantId id, ProcessId process, YearMonth month) {
        return tx.write(Scope.of(id), () -> {
            var tenant = tenants.get(id);
            if (processes.begin(id, process, Step.ANNOUNCE.word)) {
                var totals = totals(rows.trueUps(id, month));
                var count = statements.count(id, month);
                var words = words(totals);
                if (rows.get(id, month).closedAt() == null) {
                    var said = announcer.say(
                            tenant,
                            "revenue/month/" + month,
                            "**" + Months.name(month) + " is closed.** " + words + " [Statements]("
                                    + MonthBlock.href(tenant, month) + ")",
                            block.of(tenant, month, totals, count),
                            null);
                    rows.closed(id, month, said, clock.instant());
                }
                var outcome = count == 1 ? "closed, 1 statement" : "closed, " + count + " statements";
                processes.done(id, process, Step.ANNOUNCE.word, null);
                processes.end(id, process, ProcessState.DONE, null, outcome);
                LOG.info("{} of {} is closed", month, tenant.slug());
            }
            return Objects.requireNonNullElse(processes.get(id, process).outcome(), "closed");
        });
    }

    /** Writes down why a step failed, so that people see it while it is tried again. */
    public void failed(TenantId tenant, ProcessId process, Step step, String reason) {
        processes.failed(tenant, process, step.word, reason);
    }

    private static List<Total> totals(List<MonthTrueUp> trueUps) {
        var totals = new TreeMap<String, Total>();
        for (var each : trueUps) {
            var code = each.currency().getCurrencyCode();
            totals.merge(
                    code,
                    new Total(
                            code,
                            each.payments(),
                            each.refunds(),
                            each.netGross(),
                            each.share(),
                            each.change().of(Party.TENANT)),
                    Total::plus);
        }
        return List.copyOf(totals.values());
    }

    private static String words(List<Total> totals) {
        var words = new ArrayList<String>();
        for (var total : totals) {
            var currency = Currency.getInstance(total.currency());
            words.add("%s%s: %s net, a share of %s."
                    .formatted(
                            total.payments() == 1 ? "1 sale" : total.payments() + " sales",
                            total.refunds() == 0
                                    ? ""
                                    : total.refunds() == 1 ? " and 1 refund" : " and " + total.refunds() + " refunds",
                            new Money(total.netGrossMinor(), currency).text(),
                            new Money(total.shareMinor(), currency).text()));
        }
        return String.join(" ", words);
    }
}
