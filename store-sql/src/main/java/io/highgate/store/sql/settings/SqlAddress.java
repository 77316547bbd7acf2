package io.highgate.store.sql.settings;

/** Where the database is. Immutable; shows no secrets. */
public sealed interface SqlAddress permits PostgresAddress, EmbeddedAddress {

    /** For log lines and messages; without secrets. */
    String shown();
}
