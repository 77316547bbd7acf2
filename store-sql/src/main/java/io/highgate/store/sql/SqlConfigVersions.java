package io.highgate.store.sql;

import io.highgate.store.config.ConfigVersion;
import io.highgate.store.config.ConfigVersions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Published configurations in SQL. Thread-safe; blocks. */
public final class SqlConfigVersions implements ConfigVersions {

    private static final Column TEXT = new Column("text of the configuration", 8 << 20);
    private static final Column WHO = new Column("name of who publishes", 128);
    private static final Column WHY = new Column("reason", 1_024);

    private static final String COLUMNS = "SELECT number, content, who, published, why FROM config_versions ";

    private final Database database;

    public SqlConfigVersions(Database database) {
        this.database = database;
    }

    /** The condition keeps gaps out, the key keeps the second of two who publish the same number out. */
    @Override
    public boolean append(ConfigVersion next) {
        return database.write(handle -> handle.createUpdate(
                                "INSERT INTO config_versions (number, content, who, published, why)"
                                        + " SELECT CAST(:number AS bigint), CAST(:text AS text),"
                                        + " CAST(:who AS varchar), CAST(:at AS timestamp(3) with time zone),"
                                        + " CAST(:why AS varchar) WHERE CAST(:number AS bigint) ="
                                        + " (SELECT coalesce(max(number), 0) + 1 FROM config_versions)"
                                        + " ON CONFLICT DO NOTHING")
                        .bind("number", next.number())
                        .bind("text", TEXT.fitting(next.text()))
                        .bind("who", WHO.fitting(next.who()))
                        .bind("at", Moments.of(next.at()))
                        .bind("why", WHY.fitting(next.why()))
                        .execute())
                == 1;
    }

    @Override
    public @Nullable ConfigVersion last() {
        return database.read(handle -> handle.createQuery(COLUMNS + "ORDER BY number DESC LIMIT 1")
                        .map((row, context) -> version(row))
                        .findOne())
                .orElse(null);
    }

    @Override
    public @Nullable ConfigVersion find(long number) {
        return database.read(handle -> handle.createQuery(COLUMNS + "WHERE number = :number")
                        .bind("number", number)
                        .map((row, context) -> version(row))
                        .findOne())
                .orElse(null);
    }

    @Override
    public List<ConfigVersion> before(long number, int most) {
        return database.read(
                handle -> handle.createQuery(COLUMNS + "WHERE number < :number ORDER BY number DESC LIMIT :most")
                        .bind("number", number)
                        .bind("most", most)
                        .map((row, context) -> version(row))
                        .list());
    }

    private static ConfigVersion version(ResultSet row) throws SQLException {
        return new ConfigVersion(
                row.getLong("number"),
                row.getString("content"),
                row.getString("who"),
                Moments.read(row, "published"),
                row.getString("why"));
    }
}
