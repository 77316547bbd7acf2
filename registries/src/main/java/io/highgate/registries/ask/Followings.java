package io.highgate.registries.ask;

import io.highgate.registries.Means;
import io.highgate.registries.OtherRegistry.Following;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All that is followed of one registry, each with a thread of its own, until the registry is closed. Thread-safe. */
public final class Followings implements AutoCloseable {

    private final Means means;
    private final List<URI> servers;
    private final Set<Following> open = ConcurrentHashMap.newKeySet();
    private boolean closed;

    public Followings(Means means, List<URI> servers) {
        this.means = means;
        this.servers = List.copyOf(servers);
    }

    /**
     * Begins rounds, unless all is closed.
     *
     * @param end run when it is closed: nobody is told anything from then on
     */
    public synchronized Following begin(Round round, Runnable end) {
        if (closed) {
            return end::run;
        }
        Following one = new One(Asking.begin(means, servers, round), end);
        open.add(one);
        return one;
    }

    /** One thing that is followed. */
    private final class One implements Following {

        private final Asking asking;
        private final Runnable end;

        One(Asking asking, Runnable end) {
            this.asking = asking;
            this.end = end;
        }

        @Override
        public void close() {
            open.remove(this);
            end.run();
            asking.close();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        open.forEach(Following::close);
    }
}
