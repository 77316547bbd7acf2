package io.highgate.store.sql;

import org.jdbi.v3.core.Handle;

/** What is done with a connection. It may be done several times, so it touches nothing but the database. */
@FunctionalInterface
public interface Work<T> {

    /** Does it. */
    T on(Handle handle);
}
