package io.highgate.traffic.health;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many endpoints of one upstream are out, so that never too many are ejected for their answers,
 * and that all are asked again when too few are up ("panic", as in Envoy: with most of them out the
 * rest would be overrun, and the finding is probably wrong). Endpoints taken out by hand are not
 * counted at all. Outlives configurations, see {@link #adopt}.
 *
 * <pre>
 *           share up &lt; panicBelow
 *   CALM --------------------------&gt; PANIC
 *        &lt;--------------------------
 *           share up &gt;= panicBelow
 * </pre>
 *
 * <p>Thread-safe, lock-free: members, those out and those ejected are one word.
 */
public final class UpstreamHealth {

    private static final int BITS = 21;
    private static final long MASK = (1L << BITS) - 1;
    private static final long MEMBER = 1L << (2 * BITS);
    private static final long OUT = 1L << BITS;
    private static final long EJECTED = 1L;

    private final AtomicLong counts = new AtomicLong();

    /** Who has joined and not retired: flips that are counted in another order may make members seem more. */
    private final AtomicInteger joined = new AtomicInteger();

    private final LongAdder panics = new LongAdder();
    private final LongAdder spared = new LongAdder();
    private final HealthListener listener;
    private volatile HealthSettings settings;
    private final AtomicBoolean panicking = new AtomicBoolean();

    public UpstreamHealth(HealthSettings settings, HealthListener listener) {
        this.settings = settings;
        this.listener = listener;
    }

    /** A new endpoint, up until it is found out. It leaves by {@link EndpointHealth#retire}. */
    public EndpointHealth join(String name, long now) {
        EndpointHealth endpoint = new EndpointHealth(name, this, now);
        joined.incrementAndGet();
        add(MEMBER);
        return endpoint;
    }

    /** Goes on under other settings; nobody's standing changes by that alone, but panic may. */
    public void adopt(HealthSettings next) {
        settings = next;
        lookAround();
    }

    public HealthSettings settings() {
        return settings;
    }

    /** Whether so few are up that all are asked. */
    public boolean isPanicking() {
        return panicking.get();
    }

    /** How often panic has begun. */
    public long panics() {
        return panics.sum();
    }

    /** How often an endpoint ought to have been ejected, but too many were. */
    public long spared() {
        return spared.sum();
    }

    /** Endpoints that are not taken out by hand. */
    public int members() {
        return (int) (counts.get() >>> (2 * BITS));
    }

    /** Those of them that are not up. */
    public int out() {
        return (int) (counts.get() >>> BITS & MASK);
    }

    /** Endpoints that serve an ejection, those down or taken out by hand meanwhile included. */
    public int ejected() {
        return (int) (counts.get() & MASK);
    }

    /**
     * Compares latencies and ejects who is much slower than the median of the others; to be called about
     * once a second with all endpoints of the upstream. Allocates, and reads each endpoint once.
     */
    public void compareLatencies(List<EndpointHealth> endpoints, long now) {
        OutlierSettings limits = settings.outliers();
        double[] means =
                endpoints.stream().mapToDouble(EndpointHealth::lookAtLatency).toArray();
        double[] sorted =
                Arrays.stream(means).filter(it -> !Double.isNaN(it)).sorted().toArray();
        if (sorted.length < 2 || limits.latencyFactor() == 0) {
            return;
        }
        for (int i = 0; i < means.length; i++) {
            double median = medianWithout(sorted, means[i]);
            boolean slow = means[i] > limits.latencyFactor() * median
                    && means[i] > limits.latencyFloor().toNanos();
            if (slow && endpoints.get(i).standing().state() == HealthState.UP) {
                endpoints.get(i).ejectAsSlow(means[i], median, now);
            }
        }
    }

    /** The median (the lower one of two) of all but this one; a NaN is not among them. */
    private static double medianWithout(double[] sorted, double self) {
        int own = Arrays.binarySearch(sorted, self);
        int middle = (sorted.length - 2) / 2;
        return own < 0 || own > middle ? sorted[middle] : sorted[middle + 1];
    }

    boolean mayReserve() {
        return mayReserve(counts.get());
    }

    private boolean mayReserve(long seen) {
        int members = Math.min((int) (seen >>> (2 * BITS)), joined.get());
        return (seen & MASK) < settings.ejection().mostOf(members);
    }

    /** Takes one of the places for ejected endpoints, so that their share is never exceeded. */
    boolean reserve() {
        while (true) {
            long seen = counts.get();
            if (!mayReserve(seen)) {
                return false;
            }
            if (counts.compareAndSet(seen, seen + EJECTED)) {
                return true;
            }
        }
    }

    /** One has retired. */
    void left() {
        joined.decrementAndGet();
    }

    void release() {
        counts.addAndGet(-EJECTED);
    }

    void onSpared() {
        spared.increment();
    }

    void onFlip(EndpointHealth endpoint, Condition from, Condition to) {
        listener.flipped(endpoint.name(), from.standing(), to.standing());
        add(share(to) - share(from));
    }

    private static long share(Condition of) {
        return !of.isMember() ? 0 : of.isUp() ? MEMBER : MEMBER + OUT;
    }

    private void add(long change) {
        if (change != 0) {
            counts.addAndGet(change);
            lookAround();
        }
    }

    /**
     * Sets the flag from the counts, and looks again afterwards: whoever changed them meanwhile may have
     * set it before us.
     */
    private void lookAround() {
        boolean panic;
        do {
            panic = isPanic();
            if (panicking.compareAndSet(!panic, panic)) {
                if (panic) {
                    panics.increment();
                }
                listener.panicked(panic);
            }
        } while (panic != isPanic());
    }

    /**
     * More out than there are members is what a reader sees between two opposite flips that are counted
     * in the wrong order; the second of them looks around again.
     */
    private boolean isPanic() {
        long seen = counts.get();
        int members = (int) (seen >>> (2 * BITS));
        int out = (int) (seen >>> BITS & MASK);
        return out > members ? panicking.get() : settings.ejection().isPanic(members, out);
    }
}
