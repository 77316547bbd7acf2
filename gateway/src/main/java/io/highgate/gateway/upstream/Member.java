package io.highgate.gateway.upstream;

import io.highgate.gateway.center.Witness;
import io.highgate.model.spec.BreakerSpec;
import io.highgate.traffic.balance.score.LatencyScore;
import io.highgate.traffic.balance.score.SlowStart;
import io.highgate.traffic.breaker.Breaker;
import io.highgate.traffic.breaker.CircuitListener;
import io.highgate.traffic.breaker.CircuitState;
import io.highgate.traffic.hash.Hashing;
import io.highgate.traffic.health.Attempted;
import io.highgate.traffic.health.EndpointHealth;
import io.highgate.traffic.health.HealthState;
import io.highgate.traffic.health.Standing;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An endpoint as a member of an upstream, with what is known of it there: health, circuit, how fast it
 * answers, since when it has been back. Outlives configurations. Thread-safe; asking costs a few
 * volatile reads.
 */
public final class Member {

    private static final Logger LOG = LoggerFactory.getLogger(Member.class);

    /** No weight was set by hand. */
    private static final int CONFIGURED = -1;

    private final Endpoint endpoint;
    private final EndpointHealth health;
    private final Guard of;
    private final LatencyScore latency;
    private final long identity;
    private volatile @Nullable Breaker breaker;
    private volatile @Nullable Prober prober;
    private volatile boolean refusing;
    private volatile long since;
    private volatile int weightByHand = CONFIGURED;

    Member(Endpoint endpoint, EndpointHealth health, Guard of, long since) {
        this.endpoint = endpoint;
        this.health = health;
        this.of = of;
        this.latency = new LatencyScore(LatencyScore.USUAL_DECAY, of.now());
        this.identity = Hashing.of(endpoint.toString());
        this.since = since;
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    public EndpointHealth health() {
        return health;
    }

    /** Its own circuit, if each endpoint has one. */
    public @Nullable Breaker breaker() {
        return breaker;
    }

    /** Goes on with a circuit of its own, or none. */
    void adopt(@Nullable BreakerSpec spec, CircuitListener listener) {
        Breaker present = breaker;
        if (spec == null || spec.scope() != BreakerSpec.Scope.ENDPOINT) {
            breaker = null;
        } else if (present == null) {
            breaker = new Breaker(Terms.breaker(spec), listener);
        } else {
            present.adopt(Terms.breaker(spec));
        }
    }

    /** Whether a request may go there now. An open circuit is asked for its permit when one is chosen. */
    public boolean isUsable(long now) {
        Breaker circuit = breaker;
        return !refusing && endpoint.isUsable() && health.isUsable(now) && (circuit == null || circuit.mayAcquire(now));
    }

    /** Why it may not be asked, in a few words; null if nothing speaks against it. */
    public @Nullable String problem() {
        String unresolved = endpoint.resolveProblem();
        if (!endpoint.isUsable() && unresolved != null) {
            return unresolved;
        }
        if (refusing) {
            return endpoint + " refuses connections";
        }
        Standing standing = health.standing();
        if (standing.state() != HealthState.UP) {
            return endpoint + " " + standing.cause().phrase();
        }
        Breaker circuit = breaker;
        return circuit != null && circuit.state() != CircuitState.CLOSED
                ? "the circuit of " + endpoint + " is open"
                : null;
    }

    /** The number that stands for it in hashes and cookies. */
    long identity() {
        return identity;
    }

    /** How long it takes to answer, in nanoseconds; 0 if that is not known. */
    public long latency(long now) {
        return latency.cost(now);
    }

    /** Its share now, in {@link SlowStart#UNIT}s of a weight of one. */
    int weight(int configured, SlowStart start, long now) {
        int byHand = weightByHand;
        return start.weight(byHand == CONFIGURED ? configured : byHand, now - since);
    }

    /** Whether it still works up to its full share. */
    boolean isStarting(SlowStart start, long now) {
        return !start.isOver(now - since);
    }

    /** An operator takes it out, or brings it back; what is under way there goes on. */
    public void takeOut(boolean out) {
        if (out) {
            health.drain(of.now());
        } else {
            health.restore(of.now());
        }
    }

    /** It is back, and begins with a small share where starts are slow. */
    void back() {
        since = of.now();
    }

    /**
     * Another weight than that of its configuration or source, for as long as it is a member; negative
     * for theirs. The upstream is told of it by who calls.
     */
    public void weigh(int weight) {
        weightByHand = weight < 0 ? CONFIGURED : weight;
    }

    /** Whether its weight was set by an operator. */
    public boolean isWeighedByHand() {
        return weightByHand != CONFIGURED;
    }

    /** Its weight when all of its share is there, where it would otherwise be this. */
    public int fullWeight(int configured) {
        int byHand = weightByHand;
        return byHand == CONFIGURED ? configured : byHand;
    }

    /** Who looks after it from now on; null for nobody. */
    void lookedAfterBy(@Nullable Prober next) {
        Prober before = prober;
        prober = next;
        if (before != null) {
            before.stop();
        }
        if (next == null) {
            refusing = false;
            return;
        }
        next.start();
        if (refusing) {
            next.knock();
        }
    }

    /** Whether nobody listens there, as far as is known. */
    public boolean isRefusing() {
        return refusing;
    }

    /**
     * Nobody listens there: no request need find that out again, however few are left. Only where
     * somebody notices when that changes.
     */
    private void refused() {
        Prober knocks = prober;
        if (knocks != null && !refusing) {
            refusing = true;
            LOG.warn("{} refuses connections: it is left out until somebody listens there", endpoint);
            knocks.knock();
        }
    }

    /** Somebody listens there again. */
    void listens() {
        if (refusing) {
            // In this order: who sees it listen must not find the share that it had before it went.
            back();
            of.weighed();
            refusing = false;
            of.witnessed(endpoint, Witness.Kind.RECOVERED);
            LOG.info("{} takes connections again", endpoint);
        }
    }

    /** That was seen of it, which others may want to know. */
    void witnessed(Witness.Kind kind) {
        of.witnessed(endpoint, kind);
    }

    /** A try has ended, or its answer has begun. */
    void tried(Attempted attempted, long nanos, long now) {
        if (attempted == Attempted.REFUSED) {
            refused();
            return;
        }
        health.onAttempt(attempted, nanos, now);
        if (attempted == Attempted.SUCCESS || attempted == Attempted.OUTRUN) {
            latency.record(now, nanos);
        }
    }

    @Override
    public String toString() {
        return endpoint.toString();
    }
}
