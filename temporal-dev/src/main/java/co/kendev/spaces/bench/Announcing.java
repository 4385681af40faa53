package co.kendev.spaces.bench;

import co.kendev.spaces.bench.Rig.Shop;
import co.kendev.spaces.platform.ids.Ids;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** From a payment reported by REST to the message about it on the owner's screen, on an idle system. */
final class Announcing implements Measure {

    private static final int WARM = 64;
    private static final int PAYMENTS = 320;
    /** With sixteen shops by turns, several seconds for each: nothing is gathered. */
    private static final Duration REST = Duration.ofMillis(250);

    @Override
    public String name() {
        return "announcing";
    }

    @Override
    public List<Figure> run(Rig rig) throws Exception {
        var desks = new ArrayList<Desk>();
        try (var owner = rig.stack().owner()) {
            for (var shop : rig.shops()) {
                desks.add(Desk.open(rig, owner, shop));
            }
            var announced = new Sample();
            var answered = new Sample();
            for (var i = 0; i < WARM + rig.scaled(PAYMENTS); i++) {
                Thread.sleep(REST);
                var sale = desks.get(i % desks.size()).sell(owner);
                if (i >= WARM) {
                    announced.add(sale.announced);
                    answered.add(sale.answered);
                }
            }
            return List.of(Figure.asked(
                    "payment call by REST → posted and announced in chat, p99, idle system, role all",
                    "≤ 250 ms",
                    Text.ms(announced.p99()) + " (p50 " + Text.ms(announced.p50()) + ")",
                    announced.p99() <= 250,
                    "one payment at a time, each after %d ms of rest and for the next of 16 tenants; from before the call to its message, committed with the posting, complete in an event stream of #finance; %d payments; the answer itself: p50 %s, p99 %s"
                            .formatted(
                                    REST.toMillis(),
                                    announced.size(),
                                    Text.ms(answered.p50()),
                                    Text.ms(answered.p99()))));
        } finally {
            for (var desk : desks) {
                desk.close();
            }
        }
    }

    private record Sale(long answered, long announced) {}

    /** An owner who sells and watches #finance. */
    private record Desk(Shop shop, UUID channel, Connection connection, Listeners finance) implements AutoCloseable {

        static Desk open(Rig rig, java.sql.Connection owner, Shop shop)
                throws IOException, SQLException, InterruptedException {
            var port = rig.stack().httpPort();
            var token = rig.token(shop);
            var connection = new Connection(port, token);
            // the first sale of a business opens its channel
            var event = "first-" + Ids.next();
            connection.pay(event, Dividing.AMOUNT, Instant.now());
            while (seq(owner, shop, event) < 0) {
                Thread.sleep(REST);
            }
            var channel = channel(owner, shop);
            return new Desk(shop, channel, connection, new Listeners(port, channel.toString(), List.of(token), 1));
        }

        Sale sell(java.sql.Connection owner) throws IOException, SQLException {
            var next = last(owner) + 1;
            var event = "seen-" + Ids.next();
            var begin = System.nanoTime();
            connection.pay(event, Dividing.AMOUNT, Instant.now());
            var answered = System.nanoTime();
            if (!finance.awaitAll(next) || seq(owner, shop, event) != next) {
                throw new IllegalStateException(event + " was not announced as message " + next);
            }
            return new Sale(answered - begin, finance.last(next) - begin);
        }

        private long last(java.sql.Connection owner) throws SQLException {
            try (var query = owner.prepareStatement("select last_seq from messages.head where channel_id = ?")) {
                query.setObject(1, channel);
                try (var row = query.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        }

        /** The place of the message about a payment; -1 without one. */
        private static long seq(java.sql.Connection owner, Shop shop, String event) throws SQLException {
            try (var query = owner.prepareStatement("""
                    select m.seq from revenue.payment p join messages.message m on m.tenant_id = p.tenant_id and m.id = p.message_id
                    where p.tenant_id = ? and p.event_id = ?
                    """)) {
                query.setObject(1, shop.tenant().value());
                query.setString(2, event);
                try (var row = query.executeQuery()) {
                    return row.next() ? row.getLong(1) : -1;
                }
            }
        }

        private static UUID channel(java.sql.Connection owner, Shop shop) throws SQLException {
            try (var query =
                    owner.prepareStatement("select id from spaces.channel where tenant_id = ? and name = 'finance'")) {
                query.setObject(1, shop.tenant().value());
                try (var row = query.executeQuery()) {
                    row.next();
                    return row.getObject(1, UUID.class);
                }
            }
        }

        @Override
        public void close() throws IOException {
            finance.close();
            connection.close();
        }
    }
}
