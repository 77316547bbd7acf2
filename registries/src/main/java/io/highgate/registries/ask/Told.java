package io.highgate.registries.ask;

import io.highgate.registries.Follower;
import io.highgate.wire.cell.Listed;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A follower who is told what is new only: the same instances once, and a problem once for each reason
 * until something is found again. Once it has ended nothing is told. What a follower throws is logged: it
 * does not end the asking. Thread-safe.
 */
public final class Told {

    private static final Logger LOG = LoggerFactory.getLogger(Told.class);

    private final Follower follower;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable List<Listed> last;
    private @Nullable String problem;
    private boolean ended;

    public Told(Follower follower) {
        this.follower = follower;
    }

    /** These are there now. */
    public void found(List<Listed> instances) {
        whileWanted(() -> {
            if (problem != null || !instances.equals(last)) {
                problem = null;
                last = List.copyOf(instances);
                follower.found(last);
            }
        });
    }

    /** Nobody says. */
    public void failed(String reason) {
        whileWanted(() -> {
            if (!reason.equals(problem)) {
                problem = reason;
                follower.failed(reason);
            }
        });
    }

    private void whileWanted(Runnable call) {
        lock.lock();
        try {
            if (!ended) {
                call.run();
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
