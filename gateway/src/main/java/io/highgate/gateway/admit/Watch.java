package io.highgate.gateway.admit;

import io.highgate.base.time.Timeout;
import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.flow.Loops;
import io.highgate.traffic.overload.PressureSettings.Signals;
import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * Looks ten times a second at how much the gateway has to do. Lives on the first event loop, and is
 * late when that is, which is one of the things it looks at. Confined to that loop.
 */
public final class Watch extends Timeout {

    private static final int BEATS = 10;
    private static final long EVERY = Duration.ofMillis(100).toNanos();

    private final Loops loops;
    private final Admission admission;
    private final IntSupplier limit;
    private final Runnable eachSecond;
    private int beats;

    /**
     * @param limit how many requests may be under way now
     * @param eachSecond looks at what changes more slowly
     */
    public Watch(Loops loops, Admission admission, IntSupplier limit, Runnable eachSecond) {
        this.eachSecond = eachSecond;
        this.loops = loops;
        this.admission = admission;
        this.limit = limit;
    }

    /** From now on; from any thread. */
    public void start() {
        loops.all().getFirst().execute(this::again);
    }

    private void again() {
        loops.all().getFirst().timers().arm(this, EVERY);
    }

    @Override
    protected void fire() {
        long lag = 0;
        for (Loop loop : loops.all()) {
            lag = Math.max(lag, loop.lagNanos());
        }
        double buffers = loops.backlogs().total() / (double) loops.backlogs().bound();
        admission
                .overload()
                .observe(
                        new Signals(admission.inFlight(), limit.getAsInt(), lag, buffers),
                        loops.all().getFirst().nanos());
        beats++;
        if (beats % BEATS == 0) {
            eachSecond.run();
        }
        again();
    }
}
