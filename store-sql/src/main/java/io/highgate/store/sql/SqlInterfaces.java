package io.highgate.store.sql;

import io.highgate.store.method.InterfaceDefinition;
import io.highgate.store.method.InterfaceStore;
import io.highgate.store.sql.Texts.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Interfaces of cells in SQL. Thread-safe; blocks. */
public final class SqlInterfaces implements InterfaceStore {

    private static final Column KEY = new Column("cell and name of the interface", 512);
    private static final Column METHODS = new Column("list of methods", 262_144);

    private final Texts texts;

    public SqlInterfaces(Database database) {
        this.texts = new Texts(database, "interfaces", "id", "methods", KEY, METHODS);
    }

    @Override
    public InterfaceDefinition put(InterfaceDefinition definition) {
        return definition.withVersion(texts.put(definition.key(), MethodsJson.write(definition.methods())));
    }

    @Override
    public @Nullable InterfaceDefinition find(String key) {
        Text found = texts.find(key);
        return found == null ? null : definition(found);
    }

    @Override
    public List<InterfaceDefinition> list(String after, int most) {
        return texts.list(after, most).stream().map(SqlInterfaces::definition).toList();
    }

    @Override
    public boolean remove(String key) {
        return texts.remove(key);
    }

    private static InterfaceDefinition definition(Text text) {
        int slash = text.key().indexOf('/');
        return new InterfaceDefinition(
                text.key().substring(0, slash),
                text.key().substring(slash + 1),
                MethodsJson.read(text.text()),
                text.version());
    }
}
