package io.highgate.registries.ask;

import io.highgate.registries.Means;
import io.highgate.registries.OtherRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rounds on a thread of their own, until this is closed. The first server is asked first, and the one that
 * answered last as long as it does; after a failure the next one in turn, after a pause that grows with
 * failures in a row. That nobody answers is told when each server has failed, and one failure more than
 * one. Thread-safe.
 */
public final class Asking implements OtherRegistry.Following {

    private static final Logger LOG = LoggerFactory.getLogger(Asking.class);

    private final List<URI> servers;
    private final Round round;
    private final Pauses pauses;
    private final Semaphore hurry = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    private Asking(Means means, List<URI> servers, Round round) {
        this.servers = List.copyOf(servers);
        this.round = round;
        this.pauses = new Pauses(means.random());
        this.thread = means.threads().newThread(this::run);
    }

    /** Begins. */
    public static Asking begin(Means means, List<URI> servers, Round round) {
        Asking asking = new Asking(means, servers, round);
        asking.thread.start();
        return asking;
    }

    /** The next round comes at once, whatever pause it is; if one is under way, another one follows it. */
    public void hurry() {
        if (hurry.availablePermits() == 0) {
            hurry.release();
        }
    }

    private void run() {
        int turn = 0;
        int failures = 0;
        try {
            while (!closed) {
                Duration pause;
                try {
                    pause = once(servers.get(turn));
                    failures = 0;
                } catch (Unanswered e) {
                    failures++;
                    turn = (turn + 1) % servers.size();
                    tell(e.reason(), failures);
                    pause = pauses.after(failures);
                }
                if (pause.isPositive() && hurry.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                    hurry.drainPermits();
                }
            }
        } catch (InterruptedException ended) {
            // By close, and by nobody else.
        }
    }

    /** A defect of ours must not end the asking: it counts as a failure. */
    private Duration once(URI server) throws Unanswered, InterruptedException {
        try {
            return round.ask(server);
        } catch (RuntimeException e) {
            LOG.error(
                    "asking {} failed", Question.get(server, "", Duration.ZERO).title(), e);
            throw new Unanswered("asking failed: " + e.getClass().getSimpleName() + ", see the log");
        }
    }

    private void tell(String reason, int failures) {
        if (!closed && failures >= Math.max(2, servers.size())) {
            round.failed(reason);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
