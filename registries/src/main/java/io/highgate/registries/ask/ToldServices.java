package io.highgate.registries.ask;

import io.highgate.registries.Sought;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** As {@link Told}, for whoever follows which services there are. Thread-safe. */
public final class ToldServices {

    private static final Logger LOG = LoggerFactory.getLogger(ToldServices.class);

    private final Consumer<Set<Sought>> follower;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Set<Sought> last;
    private boolean ended;

    public ToldServices(Consumer<Set<Sought>> follower) {
        this.follower = follower;
    }

    /** These are there now. */
    public void found(Set<Sought> services) {
        lock.lock();
        try {
            if (!ended && !services.equals(last)) {
                last = Set.copyOf(services);
                follower.accept(last);
            }
        } catch (RuntimeException e) {
            LOG.error("a follower of a registry failed; it is told of what comes next", e);
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is told any more when this returns, unless the follower itself called it. */
    public void end() {
        lock.lock();
        try {
            ended = true;
        } finally {
            lock.unlock();
        }
    }
}
