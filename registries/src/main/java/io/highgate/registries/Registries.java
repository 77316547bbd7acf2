package io.highgate.registries;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The clients of all registries that the process asks: one for each that somebody holds, opened for the
 * first and closed behind the last. Settings that have changed are another registry. Thread-safe.
 */
public final class Registries implements AutoCloseable {

    private final Openers openers;
    private final Means means;
    private final Map<Asked, Held> held = new HashMap<>();
    private boolean closed;

    private static final class Held {
        private final OtherRegistry registry;
        private int holders;

        private Held(OtherRegistry registry) {
            this.registry = registry;
        }
    }

    /** Opens none yet. */
    public Registries(Openers openers, Means means) {
        this.openers = openers;
        this.means = means;
    }

    /**
     * The client for it, to be given back with {@link #release}; null where the build has none of its kind.
     *
     * @throws IllegalArgumentException naming the setting, if one cannot be used
     */
    public synchronized @Nullable OtherRegistry hold(Asked asked) {
        Held entry = held.get(asked);
        if (entry == null) {
            OtherRegistry opened = closed ? null : openers.open(asked, means);
            if (opened == null) {
                return null;
            }
            entry = new Held(opened);
            held.put(asked, entry);
        }
        entry.holders++;
        return entry.registry;
    }

    /** Somebody who got it from {@link #hold} asks it no more. */
    public synchronized void release(Asked asked) {
        Held entry = held.get(asked);
        if (entry != null && --entry.holders == 0) {
            held.remove(asked);
            entry.registry.close();
        }
    }

    /** Nobody is asked any more. */
    @Override
    public synchronized void close() {
        closed = true;
        held.values().forEach(it -> it.registry.close());
        held.clear();
    }
}
