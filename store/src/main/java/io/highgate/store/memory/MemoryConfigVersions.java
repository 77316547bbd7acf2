package io.highgate.store.memory;

import io.highgate.store.config.ConfigVersion;
import io.highgate.store.config.ConfigVersions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The configurations that one process has published. Thread-safe. */
public final class MemoryConfigVersions implements ConfigVersions {

    private final ConcurrentSkipListMap<Long, ConfigVersion> versions = new ConcurrentSkipListMap<>();

    @Override
    public boolean append(ConfigVersion next) {
        boolean follows = versions.isEmpty() ? next.number() == 1 : versions.lastKey() == next.number() - 1;
        return follows && versions.putIfAbsent(next.number(), next) == null;
    }

    @Override
    public @Nullable ConfigVersion last() {
        Map.Entry<Long, ConfigVersion> entry = versions.lastEntry();
        return entry == null ? null : entry.getValue();
    }

    @Override
    public @Nullable ConfigVersion find(long number) {
        return versions.get(number);
    }

    @Override
    public List<ConfigVersion> before(long number, int most) {
        return versions.headMap(number).descendingMap().values().stream()
                .limit(most)
                .toList();
    }
}
