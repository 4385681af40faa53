package co.kendev.spaces.stress;

import co.kendev.spaces.dev.Business;
import co.kendev.spaces.dev.RestClient;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Payments of one business in three currencies, each reported one to five times, in any order, some refunds before their payment;
 * whoever reports does not give up. Afterwards every event is looked for, and every cent.
 */
final class PaymentStorm {
    private static final List<String> CURRENCIES = List.of("USD", "JPY", "KWD");
    private static final int REPEATS_MAX = 5;
    private static final int REFUND_EVERY = 7;
    /** The business took the money of these itself. */
    private static final int CASH_EVERY = 5;

    private static final int TAXED_EVERY = 4;
    private static final int WRONG_MAX = 20;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final RestClient rest;
    private final Business business;
    private final int payments;
    private final Instant paidAt;
    private final List<Delivery> deliveries;
    private final AtomicInteger acknowledged = new AtomicInteger();
    private int allowed;
    private volatile @Nullable String token;

    /** @param paidAt when all of them were paid; a resumed run says the same */
    PaymentStorm(RestClient rest, Business business, int payments, long seed, Instant paidAt) {
        this.rest = rest;
        this.business = business;
        this.payments = payments;
        this.paidAt = paidAt;
        this.deliveries = draw(new Random(seed));
        this.allowed = deliveries.size();
    }

    /** How many deliveries there are. */
    int deliveries() {
        return deliveries.size();
    }

    /** Deliveries that were acknowledged so far. */
    int acknowledged() {
        return acknowledged.get();
    }

    /** Payments that are partly refunded. */
    long refunds() {
        return (payments + REFUND_EVERY - 1) / REFUND_EVERY;
    }

    /** Lets so many of the deliveries be reported by now; all of them, unless told otherwise. */
    synchronized void allow(int deliveries) {
        allowed = deliveries;
        notifyAll();
    }

    private synchronized void awaitTurn(int number) throws InterruptedException {
        while (number >= allowed) {
            wait();
        }
    }

    /** Whether all that was allowed is acknowledged. */
    synchronized boolean isIdle() {
        return acknowledged.get() >= allowed;
    }

    /**
     * Reports everything; returns what was not taken, one line each.
     *
     * @param pauseMax how long a reporter rests between two deliveries at the most
     * @param patience how long one delivery may stay unacknowledged, whatever is killed meanwhile
     */
    List<String> report(int reporters, Duration pauseMax, Duration patience) throws InterruptedException {
        var wrong = new ArrayList<String>();
        try (var threads = Executors.newFixedThreadPool(reporters)) {
            try {
                var reports = new ArrayList<Future<?>>();
                for (var i = 0; i < deliveries.size(); i++) {
                    var number = i;
                    reports.add(threads.submit(() -> {
                        awaitTurn(number);
                        Thread.sleep(ThreadLocalRandom.current().nextLong(pauseMax.toMillis() + 1));
                        insist(deliveries.get(number), patience);
                        return null;
                    }));
                }
                for (var report : reports) {
                    try {
                        report.get();
                    } catch (ExecutionException e) {
                        wrong.add(String.valueOf(e.getCause()));
                    }
                }
            } finally {
                // whoever still waits for a turn would keep the executor from closing
                threads.shutdownNow();
            }
        }
        return wrong;
    }

    /** How many payments and refunds are not posted yet, or not announced. */
    long missing(Connection owner) throws SQLException {
        return payments
                + refunds()
                - payments(owner, "message_id is not null")
                - refunds(owner, "message_id is not null");
    }

    /** What is not as it must be, one line each: every event once, nothing lost, nothing out of balance. */
    List<String> wrong(Connection owner) throws SQLException {
        var wrong = new ArrayList<String>();
        var posted = posted(owner, wrong);
        var wanted = wanted();
        wanted.forEach((key, money) -> {
            var found = posted.remove(key);
            if (!money.equals(found)) {
                wrong.add(business.slug() + ": " + key + " is "
                        + (found == null ? "not in the ledger" : found + " instead of " + money));
            }
        });
        posted.forEach((key, money) -> wrong.add(business.slug() + ": " + key + " of " + money + " is too many"));
        expect(wrong, "payments that know they are posted", payments, payments(owner, "posted_at is not null"));
        expect(wrong, "refunds that know they are posted", refunds(), refunds(owner, "state = 'posted'"));
        expect(wrong, "payments that were announced", payments, payments(owner, announced("payment")));
        expect(wrong, "refunds that were announced", refunds(), refunds(owner, announced("refund")));
        return wrong.size() <= WRONG_MAX ? wrong : shortened(wrong);
    }

    private static List<String> shortened(List<String> wrong) {
        var first = new ArrayList<>(wrong.subList(0, WRONG_MAX));
        first.add("and " + (wrong.size() - WRONG_MAX) + " more");
        return first;
    }

    private static String announced(String table) {
        return """
                exists (select from messages.message m
                  where m.tenant_id = %1$s.tenant_id and m.id = %1$s.message_id and m.department = 'finance')""".formatted(table);
    }

    /** The money of each event, by its key in the ledger. */
    private Map<String, String> wanted() {
        var wanted = new TreeMap<String, String>();
        for (var i = 0; i < payments; i++) {
            wanted.put("payment/" + event(i), currency(i) + " " + -amount(i));
            if (i % REFUND_EVERY == 0) {
                wanted.put("refund/" + event(i) + "/r", currency(i) + " " + refunded(i));
            }
        }
        return wanted;
    }

    /** The same as the ledger has it. */
    private Map<String, String> posted(Connection owner, List<String> wrong) throws SQLException {
        var posted = new HashMap<String, String>();
        try (var query = owner.prepareStatement("""
                select t.key, a.currency || ' ' || sum(p.minor)
                from ledger.transaction t
                join ledger.posting p on p.tenant_id = t.tenant_id and p.transaction_id = t.id
                join ledger.account a on a.id = p.account_id
                where t.tenant_id = ? and t.kind in ('payment', 'refund') and (a.type = 'clearing' or p.kind = 'custody')
                group by t.id, t.key, a.currency""")) {
            query.setObject(1, new Audit(owner).tenant(business.slug()));
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    if (posted.put(rows.getString(1), rows.getString(2)) != null) {
                        wrong.add(business.slug() + ": " + rows.getString(1) + " is posted twice");
                    }
                }
            }
        }
        return posted;
    }

    private List<Delivery> draw(Random random) {
        var drawn = new ArrayList<Delivery>();
        for (int i = 0; i < payments; i++) {
            var payment = new Delivery("/api/v1/payments", payment(i));
            for (int times = random.nextInt(REPEATS_MAX); times >= 0; times--) {
                drawn.add(payment);
            }
            if (i % REFUND_EVERY == 0) {
                var refund = new Delivery(
                        "/api/v1/payments/" + event(i) + "/refunds",
                        Map.of("refundId", "r", "amountMinor", refunded(i), "reason", "half of it came back"));
                for (int times = random.nextInt(REPEATS_MAX); times >= 0; times--) {
                    drawn.add(refund);
                }
            }
        }
        Collections.shuffle(drawn, random);
        return List.copyOf(drawn);
    }

    private Map<String, ?> payment(int number) {
        return Map.of(
                "eventId",
                event(number),
                "amountMinor",
                amount(number),
                "currency",
                currency(number),
                "occurredAt",
                paidAt.toString(),
                "heldBy",
                number % CASH_EVERY == 0 ? "tenant" : "platform",
                "taxMinor",
                number % TAXED_EVERY == 0 ? amount(number) / 10 : 0);
    }

    private void insist(Delivery delivery, Duration patience) throws InterruptedException {
        var until = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                var answer = rest.post(delivery.path(), token(), delivery.body());
                if (answer.good()) {
                    acknowledged.incrementAndGet();
                    return;
                }
                if (answer.status() == 401) {
                    token = null;
                } else if (answer.status() < 500 && answer.status() != 429) {
                    throw new IllegalStateException(
                            delivery + " was answered with " + answer.status() + ": " + answer.body());
                }
            } catch (IOException | RestClient.Refused away) {
                // it is reported again below
            }
            if (System.nanoTime() > until) {
                throw new IllegalStateException(delivery + " was not taken in time");
            }
            Thread.sleep(PAUSE);
        }
    }

    private String token() throws IOException {
        var known = token;
        if (known == null) {
            known = rest.token(business.email(), Business.PASSWORD);
            token = known;
        }
        return known;
    }

    private static String event(int number) {
        return "evt-" + number;
    }

    private static String currency(int number) {
        return CURRENCIES.get(number % CURRENCIES.size());
    }

    private static long amount(int number) {
        return 1_000 + 37L * (number % 1_000);
    }

    private static long refunded(int number) {
        return amount(number) / 2;
    }

    private void expect(List<String> wrong, String what, long wanted, long found) {
        if (wanted != found) {
            wrong.add(business.slug() + ": " + what + ": " + found + " instead of " + wanted);
        }
    }

    private long payments(Connection owner, String which) throws SQLException {
        return number(owner, "select count(*) from revenue.payment where tenant_id = ? and " + which);
    }

    private long refunds(Connection owner, String which) throws SQLException {
        return number(owner, "select count(*) from revenue.refund where tenant_id = ? and " + which);
    }

    private long number(Connection owner, String query) throws SQLException {
        try (var statement = owner.prepareStatement(query)) {
            statement.setObject(1, new Audit(owner).tenant(business.slug()));
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private record Delivery(String path, Map<String, ?> body) {}
}
