package io.highgate.store.sql;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A table of texts by key, each with a version that counts its changes: the last who writes wins, and to
 * write the same again is no change. Thread-safe; blocks. Keys are ordered as the database's collation
 * orders them.
 */
final class Texts {

    private final Database database;
    private final Column key;
    private final Column text;
    private final Statements statements;

    /** What is kept under a key. */
    record Text(String key, String text, long version) {}

    private record Statements(String find, String page, String add, String change, String remove) {}

    /** @param table as in the migrations, like the columns; nothing that somebody else has said */
    Texts(Database database, String table, String keyColumn, String textColumn, Column key, Column text) {
        this.database = database;
        this.key = key;
        this.text = text;
        String select = "SELECT " + keyColumn + ", " + textColumn + ", version FROM " + table + " WHERE " + keyColumn;
        this.statements = new Statements(
                select + " = ?",
                select + " > ? ORDER BY " + keyColumn + " LIMIT ?",
                "INSERT INTO " + table + " (" + keyColumn + ", " + textColumn
                        + ", version) VALUES (?, ?, 1) ON CONFLICT DO NOTHING",
                "UPDATE " + table + " SET " + textColumn + " = ?, version = version + 1 WHERE " + keyColumn + " = ?",
                "DELETE FROM " + table + " WHERE " + keyColumn + " = ?");
    }

    @Nullable
    Text find(String name) {
        String fitting = key.fitting(name);
        return database.read(handle ->
                        find(handle, statements.find(), fitting).stream().findFirst())
                .orElse(null);
    }

    private static List<Text> find(Handle handle, String statement, Object... bound) {
        return handle.select(statement, bound)
                .map((row, context) -> new Text(row.getString(1), row.getString(2), row.getLong(3)))
                .list();
    }

    List<Text> list(String after, int most) {
        String fitting = key.fitting(after);
        return database.read(handle -> find(handle, statements.page(), fitting, most));
    }

    /** Its version now. */
    long put(String name, String value) {
        String fitting = key.fitting(name);
        String kept = text.fitting(value);
        return database.writeRepeatable(handle -> put(handle, fitting, kept));
    }

    private long put(Handle handle, String name, String value) {
        if (handle.execute(statements.add(), name, value) == 1) {
            return 1;
        }
        List<Text> present = find(handle, statements.find() + " FOR UPDATE", name);
        if (present.isEmpty()) {
            handle.execute(statements.add(), name, value); // taken away at this moment: it is new after all
            return 1;
        }
        Text before = present.getFirst();
        if (before.text().equals(value)) {
            return before.version();
        }
        handle.execute(statements.change(), value, name);
        return before.version() + 1;
    }

    boolean remove(String name) {
        String fitting = key.fitting(name);
        return database.write(handle -> handle.execute(statements.remove(), fitting)) == 1;
    }
}
