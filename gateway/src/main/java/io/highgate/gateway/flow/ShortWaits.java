package io.highgate.gateway.flow;

import io.highgate.base.time.Ticker;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits that are all of one length, and far shorter than a tick of the loop's timers: whoever came first
 * has waited first. One task of the loop does for all of them. Confined to one event loop.
 */
public final class ShortWaits {

    private static final Logger LOG = LoggerFactory.getLogger(ShortWaits.class);

    private final EventLoop executor;
    private final Ticker ticker;
    private final long nanos;
    private final ArrayDeque<Wait> waits = new ArrayDeque<>();
    private final Runnable look = this::look;

    ShortWaits(EventLoop executor, Ticker ticker, Duration length) {
        this.executor = executor;
        this.ticker = ticker;
        this.nanos = length.toNanos();
    }

    /** One of them. */
    public static final class Wait {

        private final long over;
        private @Nullable Runnable then;

        private Wait(long over, Runnable then) {
            this.over = over;
            this.then = then;
        }

        /** Nothing follows any more. */
        public void cancel() {
            then = null;
        }
    }

    /** Begins to wait; what follows is done on the loop, unless the wait is cancelled before. */
    public Wait begin(Runnable then) {
        Wait wait = new Wait(ticker.nanos() + nanos, then);
        waits.addLast(wait);
        if (waits.size() == 1) {
            executor.schedule(look, nanos, TimeUnit.NANOSECONDS);
        }
        return wait;
    }

    private void look() {
        long now = ticker.nanos();
        Wait first = waits.peekFirst();
        while (first != null && (first.then == null || first.over - now <= 0)) {
            end(first);
            waits.removeFirst(); // only now: who begins one meanwhile must not schedule another look
            first = waits.peekFirst();
        }
        if (first != null) {
            executor.schedule(look, first.over - now, TimeUnit.NANOSECONDS);
        }
    }

    private static void end(Wait wait) {
        Runnable then = wait.then;
        wait.then = null;
        if (then != null) {
            try {
                then.run();
            } catch (RuntimeException defect) {
                LOG.error("what followed a short wait met a defect", defect);
            }
        }
    }
}
