package io.highgate.store.sql;

import io.highgate.store.sql.Texts.Text;
import io.highgate.store.standing.Standing;
import io.highgate.store.standing.StandingStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Permanent registrations in SQL. Thread-safe; blocks. */
public final class SqlStanding implements StandingStore {

    private static final Column KEY = new Column("key of the instance", 512);
    private static final Column FACTS = new Column("facts of the instance", 65_536);

    private final Texts texts;

    public SqlStanding(Database database) {
        this.texts = new Texts(database, "standing", "instance", "facts", KEY, FACTS);
    }

    @Override
    public @Nullable Standing find(String key) {
        Text found = texts.find(key);
        return found == null ? null : standing(found);
    }

    @Override
    public List<Standing> list(String after, int most) {
        return texts.list(after, most).stream().map(SqlStanding::standing).toList();
    }

    @Override
    public Standing put(Standing standing) {
        return standing.withVersion(texts.put(standing.key(), standing.facts()));
    }

    @Override
    public boolean remove(String key) {
        return texts.remove(key);
    }

    private static Standing standing(Text text) {
        return new Standing(text.key(), text.text(), text.version());
    }
}
