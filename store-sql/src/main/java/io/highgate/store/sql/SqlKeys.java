package io.highgate.store.sql;

import io.highgate.store.Written;
import io.highgate.store.key.KeyKind;
import io.highgate.store.key.ServiceKey;
import io.highgate.store.key.ServiceKeyStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Service keys in SQL. Thread-safe; blocks. They are ordered as the database's collation orders them. */
public final class SqlKeys implements ServiceKeyStore {

    private static final Column KEY = new Column("name of the service key", 128);
    private static final Column SUBJECT = new Column("subject of the service key", 256);
    private static final Column ROLE = new Column("role of the service key", 16);
    private static final Column GROUP = new Column("group of the service key", 128);

    private static final String COLUMNS = "SELECT safe_key, kind, subject, role, in_group, enabled, generation,"
            + " created, version FROM service_keys ";

    private final Database database;

    public SqlKeys(Database database) {
        this.database = database;
    }

    @Override
    public @Nullable ServiceKey find(String safeKey) {
        return database.read(handle -> handle.createQuery(COLUMNS + "WHERE safe_key = :key")
                        .bind("key", KEY.fitting(safeKey))
                        .map((row, context) -> key(row))
                        .findOne())
                .orElse(null);
    }

    @Override
    public List<ServiceKey> list(String after, int most) {
        String page = COLUMNS + "WHERE safe_key > :after ORDER BY safe_key LIMIT :most";
        return database.read(handle -> handle.createQuery(page)
                .bind("after", KEY.fitting(after))
                .bind("most", most)
                .map((row, context) -> key(row))
                .list());
    }

    @Override
    public Written add(ServiceKey key) {
        int added = database.write(handle -> bind(
                        handle.createUpdate("INSERT INTO service_keys (safe_key, kind, subject, role, in_group,"
                                + " enabled, generation, created, version)"
                                + " VALUES (:key, :kind, :subject, :role, :group, :enabled, :generation, :created, 1)"
                                + " ON CONFLICT DO NOTHING"),
                        key)
                .execute());
        return added == 1 ? Written.DONE : Written.EXISTS;
    }

    @Override
    public Written change(ServiceKey key) {
        return database.write(handle -> Versions.changed(
                handle,
                bind(
                                handle.createUpdate("UPDATE service_keys SET kind = :kind, subject = :subject,"
                                        + " role = :role, in_group = :group, enabled = :enabled,"
                                        + " generation = :generation, created = :created, version = version + 1"
                                        + " WHERE safe_key = :key AND version = :version"),
                                key)
                        .bind("version", key.version()),
                "SELECT count(*) FROM service_keys WHERE safe_key = ?",
                key.safeKey()));
    }

    private static Update bind(Update update, ServiceKey key) {
        return update.bind("key", KEY.fitting(key.safeKey()))
                .bind("kind", key.kind().name())
                .bind("subject", SUBJECT.fitting(key.subject()))
                .bind("role", ROLE.fittingOrNull(key.role()))
                .bind("group", GROUP.fittingOrNull(key.group()))
                .bind("enabled", key.enabled())
                .bind("generation", key.generation())
                .bind("created", Moments.of(key.created()));
    }

    private static ServiceKey key(ResultSet row) throws SQLException {
        return new ServiceKey(
                row.getString("safe_key"),
                KeyKind.valueOf(row.getString("kind")),
                row.getString("subject"),
                row.getString("role"),
                row.getString("in_group"),
                row.getBoolean("enabled"),
                row.getInt("generation"),
                Moments.read(row, "created"),
                row.getLong("version"));
    }
}
