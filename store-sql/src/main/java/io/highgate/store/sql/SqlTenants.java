package io.highgate.store.sql;

import io.highgate.store.Written;
import io.highgate.store.tenant.Tenant;
import io.highgate.store.tenant.TenantStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Tenants in SQL. Thread-safe; blocks. Ids are ordered as the database's collation orders them. */
public final class SqlTenants implements TenantStore {

    private static final Column ID = new Column("id of the tenant", 128);
    private static final Column NAME = new Column("name of the tenant", 256);
    private static final Column ROLES = new Column("list of roles", 65_536);
    private static final Column CONFIG = new Column("config of the tenant", 65_536);

    private static final String COLUMNS = "SELECT id, name, enabled, requests_per_minute, requests_per_day, roles,"
            + " config, version FROM tenants ";

    private final Database database;

    public SqlTenants(Database database) {
        this.database = database;
    }

    @Override
    public @Nullable Tenant find(String id) {
        return database.read(handle -> handle.createQuery(COLUMNS + "WHERE id = :id")
                        .bind("id", ID.fitting(id))
                        .map((row, context) -> tenant(row))
                        .findOne())
                .orElse(null);
    }

    @Override
    public List<Tenant> list(String after, int most) {
        return database.read(handle -> handle.createQuery(COLUMNS + "WHERE id > :after ORDER BY id LIMIT :most")
                .bind("after", ID.fitting(after))
                .bind("most", most)
                .map((row, context) -> tenant(row))
                .list());
    }

    @Override
    public Written add(Tenant tenant) {
        int added = database.write(handle -> bind(
                        handle.createUpdate("INSERT INTO tenants (id, name, enabled, requests_per_minute,"
                                + " requests_per_day, roles, config, version)"
                                + " VALUES (:id, :name, :enabled, :minute, :day, :roles, :config, 1)"
                                + " ON CONFLICT DO NOTHING"),
                        tenant)
                .execute());
        return added == 1 ? Written.DONE : Written.EXISTS;
    }

    @Override
    public Written change(Tenant tenant) {
        return database.write(handle -> Versions.changed(
                handle,
                bind(
                                handle.createUpdate("UPDATE tenants SET name = :name, enabled = :enabled,"
                                        + " requests_per_minute = :minute, requests_per_day = :day, roles = :roles,"
                                        + " config = :config, version = version + 1"
                                        + " WHERE id = :id AND version = :version"),
                                tenant)
                        .bind("version", tenant.version()),
                "SELECT count(*) FROM tenants WHERE id = ?",
                tenant.id()));
    }

    private static Update bind(Update update, Tenant tenant) {
        return update.bind("id", ID.fitting(tenant.id()))
                .bind("name", NAME.fitting(tenant.name()))
                .bind("enabled", tenant.enabled())
                .bind("minute", tenant.requestsPerMinute())
                .bind("day", tenant.requestsPerDay())
                .bind("roles", ROLES.fitting(JsonText.of(tenant.roles())))
                .bind("config", CONFIG.fitting(JsonText.of(tenant.config())));
    }

    private static Tenant tenant(ResultSet row) throws SQLException {
        return new Tenant(
                row.getString("id"),
                row.getString("name"),
                row.getBoolean("enabled"),
                row.getLong("requests_per_minute"),
                row.getLong("requests_per_day"),
                JsonText.list(row.getString("roles")),
                JsonText.map(row.getString("config")),
                row.getLong("version"));
    }
}
