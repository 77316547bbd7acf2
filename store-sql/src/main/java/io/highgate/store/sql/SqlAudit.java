package io.highgate.store.sql;

import io.highgate.store.audit.AuditEntry;
import io.highgate.store.audit.AuditLog;
import io.highgate.store.audit.AuditQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The audit log in SQL. Thread-safe; blocks. */
public final class SqlAudit implements AuditLog {

    private static final Column WHO = new Column("name of who has done it", 128);
    private static final Column ACTION = new Column("action", 128);
    private static final Column SUBJECT = new Column("subject", 512);
    private static final Column WAS = new Column("what was there", 65_536);
    private static final Column BECAME = new Column("what is there", 65_536);
    private static final Column TENANT = new Column("id of the tenant", 128);
    private static final Column CELL = new Column("name of the cell", 128);
    private static final Column REQUEST = new Column("id of the request", 128);

    private final Database database;
    private final GroupCommit<AuditEntry, Long> appending = new GroupCommit<>(this::append);

    public SqlAudit(Database database) {
        this.database = database;
    }

    /** The moment is kept in milliseconds. Entries of many at once are written together. */
    @Override
    public AuditEntry append(AuditEntry entry) {
        return at(entry, Moments.kept(entry.at())).kept(appending.write(entry));
    }

    private List<Long> append(List<AuditEntry> entries) {
        return database.write(handle -> {
            PreparedBatch batch = handle.prepareBatch("INSERT INTO audit"
                    + " (happened, who, action, subject, was, became, tenant, cell, request_id)"
                    + " VALUES (:at, :who, :action, :subject, :was, :became, :tenant, :cell, :request)");
            for (AuditEntry entry : entries) {
                batch.bind("at", Moments.of(entry.at()))
                        .bind("who", WHO.fitting(entry.who()))
                        .bind("action", ACTION.fitting(entry.action()))
                        .bind("subject", SUBJECT.fitting(entry.subject()))
                        .bind("was", WAS.fittingOrNull(entry.before()))
                        .bind("became", BECAME.fittingOrNull(entry.after()))
                        .bind("tenant", TENANT.fittingOrNull(entry.tenant()))
                        .bind("cell", CELL.fittingOrNull(entry.cell()))
                        .bind("request", REQUEST.fittingOrNull(entry.requestId()))
                        .add();
            }
            return batch.executePreparedBatch("id").mapTo(Long.class).list();
        });
    }

    private static AuditEntry at(AuditEntry it, Instant at) {
        return new AuditEntry(
                it.id(),
                at,
                it.who(),
                it.action(),
                it.subject(),
                it.before(),
                it.after(),
                it.tenant(),
                it.cell(),
                it.requestId());
    }

    @Override
    public List<AuditEntry> find(AuditQuery query) {
        Map<String, Object> conditions = conditions(query);
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions.keySet());
        return database.read(handle -> {
            var asked = handle.createQuery("SELECT id, happened, who, action, subject, was, became, tenant, cell,"
                    + " request_id FROM audit" + where + " ORDER BY id DESC LIMIT ?");
            int position = 0;
            for (Object value : conditions.values()) {
                asked.bind(position++, value);
            }
            return asked.bind(position, query.most())
                    .map((row, context) -> entry(row))
                    .list();
        });
    }

    /** Only what is asked for stands in the statement, so that the right index is found. */
    private static Map<String, Object> conditions(AuditQuery query) {
        Map<String, Object> conditions = new LinkedHashMap<>();
        if (query.since() != null) {
            conditions.put("happened >= ?", query.since().atOffset(ZoneOffset.UTC));
        }
        if (query.to() != null) {
            conditions.put("happened < ?", query.to().atOffset(ZoneOffset.UTC));
        }
        if (query.tenant() != null) {
            conditions.put("tenant = ?", TENANT.fitting(query.tenant()));
        }
        if (query.cell() != null) {
            conditions.put("cell = ?", CELL.fitting(query.cell()));
        }
        if (query.requestId() != null) {
            conditions.put("request_id = ?", REQUEST.fitting(query.requestId()));
        }
        if (query.before() != null) {
            conditions.put("id < ?", query.before());
        }
        return conditions;
    }

    /**
     * Forgets the oldest of what happened before this moment; called again until it says 0, it never holds
     * locks for long.
     *
     * @param most so many at once
     * @return how many were forgotten
     */
    public int forget(Instant before, int most) {
        return database.writeRepeatable(handle -> handle.createUpdate("DELETE FROM audit WHERE id IN"
                        + " (SELECT id FROM audit WHERE happened < :before ORDER BY happened LIMIT :most)")
                .bind("before", Moments.of(before))
                .bind("most", most)
                .execute());
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("id"),
                Moments.read(row, "happened"),
                row.getString("who"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("was"),
                row.getString("became"),
                row.getString("tenant"),
                row.getString("cell"),
                row.getString("request_id"));
    }
}
