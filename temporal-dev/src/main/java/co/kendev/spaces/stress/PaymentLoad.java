package co.kendev.spaces.stress;

import co.kendev.spaces.dev.Business;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Thousands of payments and refunds of five businesses, as many between two kills as between any others. */
final class PaymentLoad implements Load {

    static final int PAYMENTS = 5_000;
    static final int KILLS = 200;
    /** Soon after everything runs again: what came in meanwhile is then still on its way. */
    static final Killer.Pace PACE = new Killer.Pace(200, 3_000, 1_000);

    private static final int REPORTERS_EACH = 6;
    private static final Duration BETWEEN_REPORTS_MAX = Duration.ofMillis(300);
    private static final Duration REPORT_MAX = Duration.ofMinutes(10);
    private static final Duration SETTLED_MAX = Duration.ofMinutes(10);
    private static final Duration LIVE_MAX = Duration.ofMinutes(2);

    private final Sitting sitting;
    private final int payments;
    private final List<PaymentStorm> storms;
    private String ledger = "not verified";

    PaymentLoad(Sitting sitting, int payments) {
        this.sitting = sitting;
        this.payments = payments;
        var journal = sitting.journal();
        var paidAt = journal.number("paidAt", Instant.now().getEpochSecond());
        journal.set("paidAt", paidAt);
        var businesses = SignUpLoad.TEMPLATES.size();
        this.storms = IntStream.range(0, businesses)
                .mapToObj(i -> new PaymentStorm(
                        sitting.stack().rest(),
                        business(SignUpLoad.TEMPLATES.get(i)),
                        payments / businesses + (i < payments % businesses ? 1 : 0),
                        sitting.seed() + i,
                        Instant.ofEpochSecond(paidAt)))
                .toList();
    }

    @Override
    public void prepare() throws Exception {
        for (var template : SignUpLoad.TEMPLATES) {
            var applicant = new SignUp(sitting.stack().rest(), business(template));
            applicant.awaitLive(applicant.send(LIVE_MAX), LIVE_MAX);
        }
        sitting.tell(storms.size() + " businesses are there; " + deliveries() + " deliveries will come");
    }

    @Override
    public void run(List<String> wrong) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                storms.forEach(storm -> storm.allow(0));
                var reports = new ArrayList<Future<List<String>>>();
                for (var storm : storms) {
                    reports.add(threads.submit(() -> storm.report(REPORTERS_EACH, BETWEEN_REPORTS_MAX, REPORT_MAX)));
                }
                sitting.kill(
                        () -> acknowledged() + " deliveries acknowledged",
                        this::isAnyOpen,
                        number -> storms.forEach(storm ->
                                storm.allow(Math.toIntExact((long) storm.deliveries() * number / sitting.kills()))));
                storms.forEach(storm -> storm.allow(storm.deliveries()));
                for (var report : reports) {
                    wrong.addAll(report.get());
                }
                sitting.tell(acknowledged() + " deliveries are acknowledged after " + sitting.elapsed());
            } finally {
                // whoever is still at it would keep the executor from closing
                threads.shutdownNow();
            }
        }
        settle();
        sitting.tell("what can be posted and said is after " + sitting.elapsed());
    }

    /** What was begun before the last kill still has its time; what is not there then is counted as wrong. */
    private void settle() throws SQLException, InterruptedException {
        var until = System.nanoTime() + SETTLED_MAX.toNanos();
        try (var owner = sitting.stack().owner()) {
            while (missing(owner) > 0 && System.nanoTime() < until) {
                Thread.sleep(500);
            }
        }
    }

    private long missing(Connection owner) throws SQLException {
        var missing = new Audit(owner).unsealed();
        for (var storm : storms) {
            missing += storm.missing(owner);
        }
        return missing;
    }

    private boolean isAnyOpen() throws SQLException {
        if (storms.stream().anyMatch(storm -> !storm.isIdle())) {
            return true;
        }
        try (var owner = sitting.stack().owner()) {
            return new Audit(owner).openPayments() > 0;
        }
    }

    @Override
    public void count(Connection owner, List<String> wrong) {
        var audit = new Audit(owner);
        for (var storm : storms) {
            Load.look(wrong, () -> storm.wrong(owner));
        }
        Load.look(wrong, audit::unbalanced);
        Load.look(wrong, audit::gapless);
        Load.look(wrong, audit::poisoned);
        Load.look(wrong, () -> SignUpLoad.undelivered(audit));
        Load.look(wrong, () -> {
            var verified = sitting.stack().verifyLedger();
            ledger = verified.lines().getLast();
            return verified.clean() ? List.of() : verified.lines();
        });
    }

    @Override
    public String amount() {
        return "%d payments and %d refunds of %d businesses in %d deliveries"
                .formatted(
                        payments,
                        storms.stream().mapToLong(PaymentStorm::refunds).sum(),
                        storms.size(),
                        deliveries());
    }

    @Override
    public String verdict() {
        return "every event posted once and announced; zero in every currency; the ledger: " + ledger;
    }

    private int acknowledged() {
        return storms.stream().mapToInt(PaymentStorm::acknowledged).sum();
    }

    private int deliveries() {
        return storms.stream().mapToInt(PaymentStorm::deliveries).sum();
    }

    private static Business business(String template) {
        return Business.of("sells-" + template, template);
    }
}
