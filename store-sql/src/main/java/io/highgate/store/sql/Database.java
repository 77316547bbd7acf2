package io.highgate.store.sql;

import io.highgate.store.StoreAwayException;
import io.highgate.store.sql.connect.Pool;
import io.highgate.store.sql.connect.Surroundings;
import io.highgate.store.sql.settings.EmbeddedAddress;
import io.highgate.store.sql.settings.SqlSettings;
import java.io.Closeable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jspecify.annotations.Nullable;

/**
 * A database that may be away. Calls make up to three tries and then throw {@link StoreAwayException};
 * they take no longer than the patience for a connection, twice, and a statement. Thread-safe; calls block.
 */
public final class Database implements Closeable {

    private static final int TRIES = 3;
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofSeconds(1);

    private final SqlSettings settings;
    private final Surroundings surroundings;
    private final Pool pool;
    private final Jdbi jdbi;
    private final Migrations migrations;
    private final @Nullable SharedFlush flush;
    private final LongAdder repeated = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder unknown = new LongAdder();

    private Database(SqlSettings settings, Surroundings surroundings, Pool pool) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.pool = pool;
        this.jdbi = jdbi(pool);
        this.migrations = new Migrations(settings, surroundings);
        this.flush = settings.address() instanceof EmbeddedAddress ? new SharedFlush() : null;
    }

    /** Starts to connect, and does not wait for that. */
    public static Database open(SqlSettings settings, Surroundings surroundings) {
        return new Database(settings, surroundings, Pool.open(settings, surroundings));
    }

    private static Jdbi jdbi(Pool pool) {
        Jdbi jdbi = Jdbi.create(pool::take);
        // Messages quote what is bound otherwise, hashes of passwords among it.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        jdbi.getConfig(Handles.class).setForceEndTransactions(false); // OneTry ends them
        return jdbi;
    }

    /** Brings the tables up to date; otherwise the first call does. */
    public void prepare() {
        read(Handle::isClean);
    }

    /** Asks something. */
    public <T> T read(Work<T> work) {
        return run(Kind.READ, work);
    }

    /** Changes something in one transaction; again only while it is certain that it was not committed. */
    public <T> T write(Work<T> work) {
        return run(Kind.ONCE, work);
    }

    /** Changes something in one transaction that has the same result when it is made twice. */
    public <T> T writeRepeatable(Work<T> work) {
        return run(Kind.REPEATABLE, work);
    }

    private <T> T run(Kind kind, Work<T> work) {
        long begun = surroundings.ticker().nanos();
        for (int tries = 1; ; tries++) {
            long tried = surroundings.ticker().nanos();
            OneTry one = new OneTry(jdbi, flush);
            try {
                migrations.ready(pool);
                return kind == Kind.READ ? one.read(work) : one.write(work);
            } catch (RuntimeException e) {
                Trouble trouble = trouble(e, one.stage());
                if (trouble == Trouble.GONE || trouble == Trouble.UNKNOWN) {
                    pool.renew(tried);
                }
                boolean inTime = surroundings.ticker().nanos() - begun
                        < settings.pool().connect().toNanos();
                if (tries == TRIES || !inTime || !mayRepeat(trouble, kind)) {
                    throw given(trouble, e);
                }
                pause(tries, trouble, e);
            }
        }
    }

    /** What stands in the way; the failure itself if it is not the database. */
    private Trouble trouble(RuntimeException failure, Trouble.Stage stage) {
        if (failure instanceof StoreAwayException) {
            failed.increment();
            throw failure;
        }
        SQLException behind = Trouble.behind(failure);
        if (behind == null) {
            throw failure;
        }
        return Trouble.of(behind, stage);
    }

    private static boolean mayRepeat(Trouble trouble, Kind kind) {
        return switch (trouble) {
            case GONE, CONFLICT -> true;
            case UNKNOWN -> kind == Kind.REPEATABLE;
            case AWAY, DEFECT -> false;
        };
    }

    private RuntimeException given(Trouble trouble, RuntimeException failure) {
        if (trouble == Trouble.DEFECT) {
            return failure;
        }
        failed.increment();
        if (trouble == Trouble.UNKNOWN) {
            unknown.increment();
        }
        SQLException behind = Trouble.behind(failure);
        String why = behind == null ? failure.getMessage() : behind.getMessage();
        String message = settings.address().shown() + ": " + why;
        return new StoreAwayException(message, trouble != Trouble.UNKNOWN, failure);
    }

    private void pause(int tries, Trouble trouble, RuntimeException failure) {
        try {
            surroundings.backOff(tries, FIRST, MOST);
            repeated.increment();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw given(trouble, failure);
        }
    }

    /** Whether it was there when it was asked last, with all its tables. */
    public boolean isReady() {
        return migrations.isDone() && !pool.isAway();
    }

    public SqlFigures figures() {
        return new SqlFigures(pool.figures(), repeated.sum(), failed.sum(), unknown.sum());
    }

    @Override
    public void close() {
        pool.close();
    }
}
