package io.highgate.gateway.upstream;

import io.highgate.base.time.Timeout;
import io.highgate.gateway.flow.Loop;
import io.highgate.traffic.health.EndpointHealth;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Compares once a second how long the members of each upstream take, where the configuration asks for
 * that, and leaves out who is much slower than its peers. Confined to one event loop.
 */
final class PeerLatency extends Timeout {

    private static final long EVERY = Duration.ofSeconds(1).toNanos();

    private final Loop loop;
    private final Supplier<List<Guard>> guards;

    PeerLatency(Loop loop, Supplier<List<Guard>> guards) {
        this.loop = loop;
        this.guards = guards;
    }

    /** From now on; from any thread. */
    void start() {
        loop.execute(this::again);
    }

    private void again() {
        if (!isArmed()) {
            loop.timers().arm(this, EVERY);
        }
    }

    @Override
    protected void fire() {
        for (Guard guard : guards.get()) {
            if (guard.health().settings().outliers().latencyFactor() > 0) {
                List<EndpointHealth> peers =
                        guard.members().stream().map(Member::health).toList();
                guard.health().compareLatencies(peers, loop.nanos());
            }
        }
        again();
    }
}
