package io.highgate.app.stores;

import io.highgate.base.time.Ticker;
import io.highgate.store.all.StoreFigure;
import io.highgate.store.sql.Database;
import io.highgate.store.sql.connect.Surroundings;
import io.highgate.store.sql.settings.SqlAddress;
import io.highgate.store.sql.settings.SqlSettings;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A database that is opened when somebody needs it: most gateways never do. Thread-safe. */
final class DatabaseOnDemand implements AutoCloseable {

    private final SqlAddress address;
    private final Ticker ticker;
    private @Nullable Database open;
    private boolean closed;

    DatabaseOnDemand(SqlAddress address, Ticker ticker) {
        this.address = address;
        this.ticker = ticker;
    }

    /** Opens it, if it is not; does not wait for the server. */
    synchronized Database get() {
        if (closed) {
            throw new IllegalStateException("the database has been closed");
        }
        if (open == null) {
            SplittableRandom chance = new SplittableRandom();
            open = Database.open(SqlSettings.of(address), new Surroundings(ticker, chance, Thread::sleep));
        }
        return open;
    }

    /** How its connections are; nothing before it was needed. */
    synchronized List<StoreFigure> figures() {
        return open == null ? List.of() : Figures.database(open.figures());
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (open != null) {
            open.close();
        }
    }
}
