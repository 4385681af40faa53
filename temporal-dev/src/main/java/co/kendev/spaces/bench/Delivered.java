package co.kendev.spaces.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Calls the orders to post payments delivered. Those that the use cases write in this process would otherwise be found by the
 * application some seconds later, and be handed to Temporal while something else is measured.
 */
final class Delivered implements AutoCloseable {

    private final Connection owner;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("delivered").factory());

    Delivered(Rig rig) throws SQLException {
        owner = rig.stack().owner();
        executor.scheduleWithFixedDelay(this::mark, 1, 1, TimeUnit.SECONDS);
    }

    private void mark() {
        try (var update = owner.createStatement()) {
            update.execute("""
                    update platform.outbox set state = 'done', done_at = now()
                    where state = 'new' and topic = 'revenue.distribution'
                    """);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        executor.close();
        mark();
        owner.close();
    }
}
