package io.highgate.store.memory;

import io.highgate.store.standing.Standing;
import io.highgate.store.standing.StandingStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Permanent registrations of one process, which end with it all the same. Thread-safe. */
public final class MemoryStanding implements StandingStore {

    private final Versioned<Standing> all = new Versioned<>(Standing::version, Standing::withVersion);

    @Override
    public @Nullable Standing find(String key) {
        return all.find(key);
    }

    @Override
    public List<Standing> list(String after, int most) {
        return all.list(after, most);
    }

    @Override
    public Standing put(Standing standing) {
        return all.put(standing.key(), standing);
    }

    @Override
    public boolean remove(String key) {
        return all.remove(key);
    }
}
