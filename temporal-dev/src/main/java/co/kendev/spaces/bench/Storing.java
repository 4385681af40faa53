package co.kendev.spaces.bench;

import co.kendev.spaces.dev.DevPostgres;
import co.kendev.spaces.messages.Draft;
import co.kendev.spaces.messages.Messages;
import co.kendev.spaces.platform.ids.ChannelId;
import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Actor;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** The use case that stores a message against the bare transactions that write the same rows. */
final class Storing implements Measure {

    private static final int ROUNDS = 3;
    private static final int SECONDS = 8;

    @Override
    public String name() {
        return "storing";
    }

    /** Does something over and over until the time is up, and says how often. */
    private interface Worker {
        long run(int number, UUID channel, long end) throws Exception;
    }

    @Override
    public List<Figure> run(Rig rig) throws Exception {
        var place = rig.place();
        var actors = actors(rig, place);
        try (var domain = Domain.start(rig.stack().postgres())) {
            var messages = domain.messages();
            var sample = messages.post(
                            actors.getFirst(),
                            new ChannelId(place.channels().getFirst()),
                            Draft.text(UUID.randomUUID().toString(), Posters.TEXT))
                    .message();
            Worker useCase = (number, channel, end) -> post(messages, actors.get(number), channel, end);
            Worker bare = (number, channel, end) -> write(
                    rig.stack().postgres(), place, actors.get(number), sample.html(), sample.plain(), channel, end);
            IntFunction<UUID> apart = i -> place.channels().get(i);
            IntFunction<UUID> together = i -> place.channels().getFirst();
            var seconds = rig.scaled(SECONDS);
            for (var worker : List.of(useCase, bare)) {
                rate(worker, apart, seconds);
            }
            var apartRates = rates(useCase, bare, apart, seconds);
            var togetherRates = rates(useCase, bare, together, seconds);
            return List.of(
                    Figure.asked(
                            "messages stored per second through the use case, 16 posters over 16 channels ÷ JDBC transactions with the same rows",
                            "≥ 0.5",
                            apartRates.text(),
                            apartRates.ratio() >= 0.5,
                            "medians of %d rounds of %d s each, by turns; the bare side is the owner's: begin, counter, insert, commit, without row-level security, rights, Markdown and events; both in this process on 16 connections"
                                    .formatted(ROUNDS, seconds)),
                    Figure.reported(
                            "the same into one channel",
                            togetherRates.text(),
                            "the bare transactions queue at the channel's counter, the use case stores those who wait together"));
        }
    }

    private record Rates(double useCase, double bare) {

        double ratio() {
            return useCase / bare;
        }

        String text() {
            return "%s (%s ÷ %s)".formatted(Text.ratio(ratio()), Text.perSecond(useCase), Text.perSecond(bare));
        }
    }

    private static Rates rates(Worker useCase, Worker bare, IntFunction<UUID> channel, int seconds) throws Exception {
        var first = new ArrayList<Double>();
        var second = new ArrayList<Double>();
        for (var round = 0; round < ROUNDS; round++) {
            first.add(rate(useCase, channel, seconds));
            second.add(rate(bare, channel, seconds));
        }
        return new Rates(median(first), median(second));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static double rate(Worker worker, IntFunction<UUID> channel, int seconds) throws Exception {
        try (var threads = Executors.newFixedThreadPool(Rig.POSTERS)) {
            var begin = System.nanoTime();
            var end = begin + seconds * 1_000_000_000L;
            var works = new ArrayList<Future<Long>>();
            for (var i = 0; i < Rig.POSTERS; i++) {
                var number = i;
                Callable<Long> work = () -> worker.run(number, channel.apply(number), end);
                works.add(threads.submit(work));
            }
            var count = 0L;
            for (var work : works) {
                count += work.get();
            }
            return count / ((System.nanoTime() - begin) / 1e9);
        }
    }

    private static long post(Messages messages, Actor actor, UUID channel, long end) {
        var count = 0L;
        var prefix = UUID.randomUUID() + "-";
        while (System.nanoTime() < end) {
            messages.post(actor, new ChannelId(channel), Draft.text(prefix + count, Posters.TEXT));
            count++;
        }
        return count;
    }

    private static long write(
            DevPostgres postgres, Rig.Place place, Actor actor, String html, String plain, UUID channel, long end)
            throws SQLException {
        var prefix = UUID.randomUUID() + "-";
        var hash = new byte[32];
        var owner = postgres.owner();
        try (var connection = DriverManager.getConnection(postgres.jdbcUrl(), owner.user(), owner.password());
                var counter = connection.prepareStatement("""
                        insert into messages.head as h (tenant_id, channel_id, last_seq, last_version) values (?, ?, 1, 1)
                        on conflict (channel_id) do update set last_seq = h.last_seq + 1, last_version = h.last_version + 1
                        returning last_seq, last_version
                        """);
                var message = connection.prepareStatement("""
                        insert into messages.message (tenant_id, id, space_id, channel_id, seq, version, author_id, author_kind,
                          author_name, type, text, html, plain, priority, client_id, content_hash, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, 'person', ?, 'text', ?, ?, ?, 'normal', ?, ?, ?)
                        """)) {
            connection.setAutoCommit(false);
            var count = 0L;
            while (System.nanoTime() < end) {
                counter.setObject(1, place.tenant());
                counter.setObject(2, channel);
                try (var head = counter.executeQuery()) {
                    head.next();
                    message.setLong(5, head.getLong(1));
                    message.setLong(6, head.getLong(2));
                }
                message.setObject(1, place.tenant());
                message.setObject(2, co.kendev.spaces.platform.ids.Ids.next());
                message.setObject(3, place.space());
                message.setObject(4, channel);
                message.setObject(7, actor.person().value());
                message.setString(8, actor.name());
                message.setString(9, Posters.TEXT);
                message.setString(10, html);
                message.setString(11, plain);
                message.setString(12, prefix + count);
                message.setBytes(13, hash);
                message.setTimestamp(14, Timestamp.from(Instant.now()));
                message.executeUpdate();
                connection.commit();
                count++;
            }
            return count;
        }
    }

    private static List<Actor> actors(Rig rig, Rig.Place place) throws SQLException {
        var actors = new ArrayList<Actor>();
        try (var owner = rig.stack().owner();
                var query = owner.prepareStatement("select id, name from identity.person where email = ?")) {
            for (var login : place.logins()) {
                query.setString(1, login);
                try (var rows = query.executeQuery()) {
                    rows.next();
                    actors.add(new Actor(
                            new PersonId(rows.getObject(1, UUID.class)),
                            new TenantId(place.tenant()),
                            rows.getString(2),
                            false));
                }
            }
        }
        return actors;
    }
}
