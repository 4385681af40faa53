package co.kendev.spaces.platform.tenancy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs use cases in transactions that the database walls in: every transaction names its tenant and person first, and row-level
 * security shows it nothing else.
 */
@Component
public final class Tx {
    private static final Logger LOG = LoggerFactory.getLogger(Tx.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate writing;
    private final TransactionTemplate reading;
    private final ThreadLocal<@Nullable Scope> current = new ThreadLocal<>();
    private final ThreadLocal<@Nullable Afterwards> afterwards = new ThreadLocal<>();

    Tx(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.writing = new TransactionTemplate(transactions);
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
    }

    /** Runs the body in one transaction, or inside the one that is open; an exception rolls all of it back. */
    public <T extends @Nullable Object> T write(Scope scope, Supplier<T> body) {
        return run(writing, scope, body);
    }

    public void write(Scope scope, Runnable body) {
        run(writing, scope, () -> {
            body.run();
            return null;
        });
    }

    /** Like {@link #write}, for bodies that change nothing. */
    public <T extends @Nullable Object> T read(Scope scope, Supplier<T> body) {
        return run(reading, scope, body);
    }

    /** Whether this thread is inside a transaction. */
    public boolean isOpen() {
        return TransactionSynchronizationManager.isActualTransactionActive();
    }

    /**
     * Does something when the transaction that is open has committed and has given its connection back, so that it may take its
     * time; after a rollback, never. What it throws is logged.
     */
    public void afterCommit(Runnable action) {
        afterwards().committed.add(action);
    }

    /** Does something when the transaction that is open was rolled back, such as showing what it found; after a commit, never. */
    public void afterRollback(Runnable action) {
        afterwards().rolledBack.add(action);
    }

    private Afterwards afterwards() {
        var actions = afterwards.get();
        if (actions == null) {
            throw new IllegalStateException("no transaction is open");
        }
        return actions;
    }

    private <T extends @Nullable Object> T run(TransactionTemplate template, Scope scope, Supplier<T> body) {
        var outer = current.get();
        if (isOpen()) {
            return scope.equals(outer) ? body.get() : inside(template, scope, body);
        }
        var actions = new Afterwards(new ArrayList<>(), new ArrayList<>());
        afterwards.set(actions);
        T result;
        try {
            result = inside(template, scope, body);
        } catch (RuntimeException e) {
            afterwards.remove();
            actions.rolledBack.forEach(Tx::guarded);
            throw e;
        } finally {
            afterwards.remove();
        }
        actions.committed.forEach(Tx::guarded);
        return result;
    }

    /** How it ended is settled: a fault in what follows changes nothing of it, nor of what else follows. */
    private static void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("What follows a transaction failed", e);
        }
    }

    private <T extends @Nullable Object> T inside(TransactionTemplate template, Scope scope, Supplier<T> body) {
        var outer = current.get();
        // a null result is legal where T is nullable; the template's own signature cannot say so
        var holder = new Object() {
            @Nullable
            T result;
        };
        template.executeWithoutResult(status -> {
            current.set(scope);
            try {
                enter(scope);
                holder.result = body.get();
                if (outer != null) {
                    enter(outer);
                }
            } finally {
                current.set(outer);
            }
        });
        return castResult(holder.result);
    }

    @SuppressWarnings({"NullAway", "unchecked"})
    private static <T extends @Nullable Object> T castResult(@Nullable Object result) {
        return (T) result;
    }

    private void enter(Scope scope) {
        jdbc.sql("select set_config('spaces.tenant', ?, true), set_config('spaces.person', ?, true)")
                .param(text(scope.tenant() == null ? null : scope.tenant().value()))
                .param(text(scope.person() == null ? null : scope.person().value()))
                .query((rs, row) -> "")
                .single();
    }

    private static String text(@Nullable UUID id) {
        return Objects.toString(id, "");
    }

    private record Afterwards(List<Runnable> committed, List<Runnable> rolledBack) {}
}
