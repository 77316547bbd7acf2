package io.highgate.store.sql;

import io.highgate.store.Written;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * Changes that only who has seen the last version may make: one UPDATE whose condition is the version, so
 * that the database decides among many. Stateless.
 */
final class Versions {

    private Versions() {}

    /** @param counting counts what has this key, with or without the right version */
    static Written changed(Handle handle, Update update, String counting, String key) {
        if (update.execute() == 1) {
            return Written.DONE;
        }
        long there = handle.select(counting, key).mapTo(Long.class).one();
        return there > 0 ? Written.STALE : Written.MISSING;
    }
}
