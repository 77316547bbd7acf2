package io.highgate.store.sql;

import io.highgate.store.Written;
import io.highgate.store.user.User;
import io.highgate.store.user.UserStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Users in SQL. Thread-safe; blocks. Names are ordered as the database's collation orders them. */
public final class SqlUsers implements UserStore {

    private static final Column NAME = new Column("name of the user", 128);
    private static final Column HASH = new Column("hash of the password", 512);
    private static final Column ROLE = new Column("role", 64);
    private static final Column CELLS = new Column("list of allowed cells", 65_536);

    private static final String COLUMNS =
            "SELECT name, password_hash, role, allowed_cells, enabled, created, version FROM users ";

    private final Database database;

    public SqlUsers(Database database) {
        this.database = database;
    }

    @Override
    public @Nullable User find(String name) {
        return database.read(handle -> handle.createQuery(COLUMNS + "WHERE name = :name")
                        .bind("name", NAME.fitting(name))
                        .map((row, context) -> user(row))
                        .findOne())
                .orElse(null);
    }

    @Override
    public List<User> list(String after, int most) {
        return database.read(handle -> handle.createQuery(COLUMNS + "WHERE name > :after ORDER BY name LIMIT :most")
                .bind("after", NAME.fitting(after))
                .bind("most", most)
                .map((row, context) -> user(row))
                .list());
    }

    @Override
    public Written add(User user) {
        int added = database.write(handle -> bind(
                        handle.createUpdate("INSERT INTO users"
                                + " (name, password_hash, role, allowed_cells, enabled, created, version)"
                                + " VALUES (:name, :hash, :role, :cells, :enabled, :created, 1)"
                                + " ON CONFLICT DO NOTHING"),
                        user)
                .execute());
        return added == 1 ? Written.DONE : Written.EXISTS;
    }

    @Override
    public Written change(User user) {
        return database.write(handle -> Versions.changed(
                handle,
                bind(
                                handle.createUpdate("UPDATE users SET password_hash = :hash, role = :role,"
                                        + " allowed_cells = :cells, enabled = :enabled, created = :created,"
                                        + " version = version + 1 WHERE name = :name AND version = :version"),
                                user)
                        .bind("version", user.version()),
                "SELECT count(*) FROM users WHERE name = ?",
                user.name()));
    }

    @Override
    public long count() {
        return database.read(handle -> handle.createQuery("SELECT count(*) FROM users")
                .mapTo(Long.class)
                .one());
    }

    private static Update bind(Update update, User user) {
        return update.bind("name", NAME.fitting(user.name()))
                .bind("hash", HASH.fitting(user.passwordHash()))
                .bind("role", ROLE.fitting(user.role()))
                .bind("cells", CELLS.fitting(JsonText.of(user.allowedCells())))
                .bind("enabled", user.enabled())
                .bind("created", Moments.of(user.created()));
    }

    private static User user(ResultSet row) throws SQLException {
        return new User(
                row.getString("name"),
                row.getString("password_hash"),
                row.getString("role"),
                JsonText.list(row.getString("allowed_cells")),
                row.getBoolean("enabled"),
                Moments.read(row, "created"),
                row.getLong("version"));
    }
}
