package co.kendev.spaces.bench;

import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** A page of history in a channel of a million messages against one of a thousand. */
final class History implements Measure {

    private static final int LARGE = 1_000_000;
    private static final int SMALL = 1_000;
    private static final int PAGES = 600;
    private static final int WARM = 200;

    @Override
    public String name() {
        return "history";
    }

    @Override
    public List<Figure> run(Rig rig) throws Exception {
        var place = rig.place();
        try (var owner = rig.stack().owner()) {
            var suffix = "-" + Long.toString(System.nanoTime(), 36);
            var large = Rig.channel(owner, place.tenant(), place.space(), "large" + suffix);
            var small = Rig.channel(owner, place.tenant(), place.space(), "small" + suffix);
            try {
                fill(owner, place, large, rig.scaled(LARGE));
                fill(owner, place, small, SMALL);
                settle(owner);
                return measure(rig, large, small);
            } finally {
                delete(owner, large, small);
                settle(owner);
            }
        }
    }

    private static List<Figure> measure(Rig rig, UUID large, UUID small) throws Exception {
        var largeCount = rig.scaled(LARGE);
        var inLarge = new Sample();
        var inSmall = new Sample();
        var random = new Random(7);
        try (var connection =
                new Connection(rig.stack().httpPort(), rig.tokens().getFirst())) {
            for (var i = 0; i < WARM + rig.scaled(PAGES); i++) {
                var timed = i >= WARM;
                page(connection, large, 50 + random.nextInt(largeCount - 50), timed ? inLarge : new Sample());
                page(connection, small, 50 + random.nextInt(SMALL - 50), timed ? inSmall : new Sample());
            }
        }
        var ratio = inLarge.p50() / inSmall.p50();
        return List.of(Figure.asked(
                "history page in a channel of %,d messages ÷ in one of 1,000".formatted(largeCount),
                "≤ 1.3",
                Text.ratio(ratio),
                ratio <= 1.3,
                "50 messages before a random seq, by turns over one connection, %d each; medians %s and %s, p99 %s and %s"
                        .formatted(
                                inLarge.size(),
                                Text.ms(inLarge.p50()),
                                Text.ms(inSmall.p50()),
                                Text.ms(inLarge.p99()),
                                Text.ms(inSmall.p99()))));
    }

    private static void page(Connection connection, UUID channel, int before, Sample sample) throws Exception {
        var start = System.nanoTime();
        var bytes = connection.get("/api/v1/channels/" + channel + "/messages?limit=50&before=" + before);
        sample.add(System.nanoTime() - start);
        if (bytes < 1_000) {
            throw new IllegalStateException("A page of " + bytes + " bytes is none");
        }
    }

    /** What autovacuum and the checkpointer would do in the middle of a measure. */
    private static void settle(java.sql.Connection owner) throws SQLException {
        try (var statement = owner.createStatement()) {
            statement.execute("vacuum (analyze) messages.message");
            statement.execute("checkpoint");
        } catch (SQLException notAllowed) {
            // the owner may not order a checkpoint; then it runs by itself
        }
    }

    /** Both channels with all that is in them: the next measure, and the next run, find the database as it was. */
    private static void delete(java.sql.Connection owner, UUID... channels) throws SQLException {
        try (var delete = owner.prepareStatement("delete from spaces.channel where id = any(?)")) {
            delete.setArray(1, owner.createArrayOf("uuid", channels));
            delete.executeUpdate();
        }
    }

    private static void fill(java.sql.Connection owner, Rig.Place place, UUID channel, int count) throws SQLException {
        try (var messages = owner.prepareStatement("""
                        insert into messages.message (tenant_id, id, space_id, channel_id, seq, version, author_id, author_kind,
                          author_name, type, text, html, plain, priority, client_id, created_at)
                        select ?, gen_random_uuid(), ?, ?, n, n, ?, 'person', 'Poster ' || n % 16, 'text', t, '<p>' || t || '</p>', t,
                          'normal', 'fill-' || n, now() - (? - n) * interval '1 second'
                        from generate_series(1, ?) n,
                          lateral (select 'Message ' || n || ': three saguaros are ready for the Flagstaff order, who drives on Tuesday?' as t)
                        """);
                var head = owner.prepareStatement(
                        "insert into messages.head (tenant_id, channel_id, last_seq, last_version) values (?, ?, ?, ?)")) {
            messages.setObject(1, place.tenant());
            messages.setObject(2, place.space());
            messages.setObject(3, channel);
            messages.setObject(4, UUID.randomUUID());
            messages.setInt(5, count);
            messages.setInt(6, count);
            messages.executeUpdate();
            head.setObject(1, place.tenant());
            head.setObject(2, channel);
            head.setLong(3, count);
            head.setLong(4, count);
            head.executeUpdate();
        }
    }
}
