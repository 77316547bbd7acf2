package io.highgate.gateway;

import io.highgate.base.time.Ticker;
import io.highgate.gateway.center.Center;
import io.highgate.gateway.upstream.Names;
import io.highgate.model.cell.RegisteredCells;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.tls.TlsFiles;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The cells that only a center knows, beside what is configured. Those that it has begun to know, or has
 * forgotten, are published: changes of a moment together, and with a rest behind it, however
 * often cells come and go. What is configured is confined to the gateway's lock.
 */
final class Cells {

    private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(50);

    /** Whoever registers is waited for no longer than this. */
    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(500);

    /** As long as publishing takes, nine times that is rest. */
    private static final int REST = 9;

    private final Center center;
    private final ScheduledExecutorService background;
    private final Ticker ticker;
    private final AtomicBoolean planned = new AtomicBoolean();
    private volatile long rested;
    private @Nullable GatewaySpec configured;

    Cells(Center center, ScheduledExecutorService background, Ticker ticker) {
        this.center = center;
        this.background = background;
        this.ticker = ticker;
        this.rested = ticker.nanos();
    }

    Center center() {
        return center;
    }

    /**
     * The first configuration with what is known, from disk or from a center, which is waited for a
     * moment.
     *
     * @throws IOException if its certificates cannot be used
     */
    GatewaySpec first(GatewaySpec wanted, Gateway.Means means) throws IOException {
        if (wanted.center() != null) {
            TlsPlan alone = TlsPlan.needed(wanted, means);
            alone.drop();
            center.adopt(wanted.center(), alone.files());
            Names.await(List.of(center.known()));
        }
        return beside(wanted);
    }

    /** The configuration with the cells that are known now. */
    GatewaySpec beside(GatewaySpec wanted) {
        return RegisteredCells.beside(wanted, center.cells());
    }

    /** That configuration serves, and its centers are followed. */
    void taken(GatewaySpec spec, TlsFiles files) {
        configured = spec;
        center.adopt(spec.center(), files);
    }

    /** What ought to serve now. */
    GatewaySpec now() {
        return beside(Objects.requireNonNull(configured, "the gateway has not been started"));
    }

    /** Has them published from now on. */
    void watch(Runnable publish) {
        center.onCells(() -> plan(publish));
    }

    private void plan(Runnable publish) {
        if (planned.compareAndSet(false, true)) {
            try {
                long pause = Math.max(MOMENT, rested - ticker.nanos());
                background.schedule(() -> publish(publish), pause, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                planned.set(true); // the process ends
            }
        }
    }

    private void publish(Runnable publish) {
        long began = ticker.nanos();
        planned.set(false);
        publish.run();
        long now = ticker.nanos();
        rested = now + Math.min(LONGEST, (now - began) * REST);
    }
}
