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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Payments of one business, each reported one to five times, in any order, some refunds before their payment; whoever reports does
 * not give up. Afterwards every cent is counted.
 */
final class PaymentStorm {
    private static final int REPORTERS = 8;
    private static final int REPEATS_MAX = 5;
    private static final int REFUND_EVERY = 7;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final RestClient rest;
    private final Business business;
    private final int payments;
    private final Random random;
    private final Instant paidAt;
    private final AtomicInteger acknowledged = new AtomicInteger();
    private volatile @Nullable String token;

    /** @param paidAt when all of them were paid; a resumed run says the same */
    PaymentStorm(RestClient rest, Business business, int payments, long seed, Instant paidAt) {
        this.rest = rest;
        this.business = business;
        this.payments = payments;
        this.random = new Random(seed);
        this.paidAt = paidAt;
    }

    /** Deliveries that were acknowledged so far. */
    int acknowledged() {
        return acknowledged.get();
    }

    /** Reports everything; returns what could not be reported in time, one line each. */
    List<String> report(Duration patience) throws InterruptedException {
        var until = System.nanoTime() + patience.toNanos();
        var wrong = new ArrayList<String>();
        try (var reporters = Executors.newFixedThreadPool(REPORTERS)) {
            var reports = new ArrayList<Future<?>>();
            for (var delivery : deliveries()) {
                reports.add(reporters.submit(() -> {
                    insist(delivery, until);
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
        }
        return wrong;
    }

    /** How many payments and refunds are not posted yet. */
    long missing(Connection owner) throws SQLException {
        return payments
                + refunds()
                - number(owner, "select count(*) from ledger.transaction where tenant_id = ? and kind = 'payment'")
                - number(owner, "select count(*) from ledger.transaction where tenant_id = ? and kind = 'refund'");
    }

    /** What is not as it must be, one line each: every event once, nothing lost, nothing out of balance. */
    List<String> wrong(Connection owner) throws SQLException {
        var wrong = new ArrayList<String>();
        expect(
                wrong,
                "payments in the ledger",
                payments,
                number(owner, "select count(*) from ledger.transaction where tenant_id = ? and kind = 'payment'"));
        expect(
                wrong,
                "refunds in the ledger",
                refunds(),
                number(owner, "select count(*) from ledger.transaction where tenant_id = ? and kind = 'refund'"));
        expect(
                wrong,
                "payments that know they are posted",
                payments,
                number(owner, "select count(*) from revenue.payment where tenant_id = ? and posted_at is not null"));
        expect(
                wrong,
                "refunds that know they are posted",
                refunds(),
                number(owner, "select count(*) from revenue.refund where tenant_id = ? and state = 'posted'"));
        expect(wrong, "cents held in clearing", -net(), number(owner, """
                select coalesce(sum(p.minor), 0) from ledger.posting p join ledger.account a on a.id = p.account_id
                where p.tenant_id = ? and a.type = 'clearing'"""));
        expect(wrong, "cents out of balance", 0, number(owner, """
                select coalesce(sum(abs(off.minor)), 0) from (
                  select sum(p.minor) as minor from ledger.posting p where p.tenant_id = ?
                  group by p.transaction_id) as off"""));
        expect(wrong, "payments that were never announced", 0, number(owner, """
                select count(*) from revenue.payment
                where tenant_id = ? and posted_at < now() - interval '1 minute' and message_id is null"""));
        return wrong;
    }

    private List<Delivery> deliveries() {
        var deliveries = new ArrayList<Delivery>();
        for (int i = 0; i < payments; i++) {
            var payment = new Delivery(
                    "/api/v1/payments",
                    Map.of(
                            "eventId",
                            event(i),
                            "amountMinor",
                            amount(i),
                            "currency",
                            "USD",
                            "occurredAt",
                            paidAt.toString()));
            for (int times = random.nextInt(REPEATS_MAX); times >= 0; times--) {
                deliveries.add(payment);
            }
            if (i % REFUND_EVERY == 0) {
                var refund = new Delivery(
                        "/api/v1/payments/" + event(i) + "/refunds",
                        Map.of("refundId", "r", "amountMinor", amount(i) / 2, "reason", "half of it came back"));
                for (int times = random.nextInt(REPEATS_MAX); times >= 0; times--) {
                    deliveries.add(refund);
                }
            }
        }
        Collections.shuffle(deliveries, random);
        return deliveries;
    }

    private void insist(Delivery delivery, long until) throws InterruptedException {
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

    private static long amount(int number) {
        return 1_000 + 37L * (number % 1_000);
    }

    private long refunds() {
        return (payments + REFUND_EVERY - 1) / REFUND_EVERY;
    }

    private long net() {
        var net = 0L;
        for (int i = 0; i < payments; i++) {
            net += amount(i) - (i % REFUND_EVERY == 0 ? amount(i) / 2 : 0);
        }
        return net;
    }

    private static void expect(List<String> wrong, String what, long wanted, long found) {
        if (wanted != found) {
            wrong.add(what + ": " + found + " instead of " + wanted);
        }
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
