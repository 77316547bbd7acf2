package io.highgate.gateway.upstream;

import io.highgate.base.unit.HostPort;
import io.highgate.gateway.count.Durations;
import io.highgate.gateway.flow.HeadWriter;
import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.flow.Loops;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * An address the gateway sends to, with what outlives any configuration: its connections, its
 * counts and what its name resolves to. Thread-safe; each pool is confined to its loop.
 */
public final class Endpoint {

    private final Whereabouts where;
    private final HostPort address;
    private final String text;
    private final byte[] host;
    private final byte[] hostOverTls;
    private final List<Pool> pools = new ArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final LongAdder attempts = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder connects = new LongAdder();
    private final Durations durations;
    private volatile @Nullable InetSocketAddress resolved;
    private volatile @Nullable String unresolved;

    /** @param durations where its requests are timed; maybe others', too */
    Endpoint(Whereabouts where, Loops loops, Durations durations) {
        this.durations = durations;
        this.where = where;
        this.address = where.name();
        this.text = where.toString();
        String name = address.toString();
        this.host = HeadWriter.octets(address.port() == 80 ? name.substring(0, name.length() - 3) : name);
        this.hostOverTls = HeadWriter.octets(address.port() == 443 ? name.substring(0, name.length() - 4) : name);
        if (where.address() != null) {
            resolved(new InetSocketAddress(where.address(), address.port()));
        }
        loops.all().forEach(loop -> pools.add(new Pool(this, loop)));
    }

    /** Its name and port, or address and port: what it is asked by, and its certificate verified against. */
    public HostPort address() {
        return address;
    }

    /** What tells it from all others. */
    Whereabouts where() {
        return where;
    }

    /** The address as the Host field names it; not to be changed. */
    byte[] host(boolean secure) {
        return secure ? hostOverTls : host;
    }

    Pool pool(Loop loop) {
        return pools.get(loop.index());
    }

    /** Where to connect; null as long as the name has not been resolved. */
    @Nullable
    InetSocketAddress resolved() {
        return resolved;
    }

    void resolved(InetSocketAddress to) {
        resolved = to;
        unresolved = null;
    }

    /** Goes where another endpoint is, or to another port there. */
    void follow(Endpoint other, @Nullable Integer port) {
        InetSocketAddress to = other.resolved;
        if (to != null) {
            resolved(port == null ? to : new InetSocketAddress(to.getAddress(), port));
        }
    }

    /** A later resolution failed: the last known address, if any, stays in use. */
    void unresolved(String reason) {
        unresolved = reason;
    }

    /** Why the name could not be resolved the last time, or null. */
    public @Nullable String resolveProblem() {
        return unresolved;
    }

    public boolean isUsable() {
        return resolved != null;
    }

    /** Requests under way. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Connections open, idle ones included. */
    public int connections() {
        return connections.get();
    }

    public long attempts() {
        return attempts.sum();
    }

    public long failures() {
        return failures.sum();
    }

    /** How long requests were under way here, whatever became of them. */
    public Durations durations() {
        return durations;
    }

    /** Connections opened so far. */
    public long connects() {
        return connects.sum();
    }

    void began() {
        attempts.increment();
        inFlight.incrementAndGet();
    }

    /** A request is over, on the loop's own thread. */
    void settled(Loop loop, boolean failed, long nanos) {
        inFlight.decrementAndGet();
        durations.record(loop.index(), nanos);
        if (failed) {
            failures.increment();
        }
    }

    /** Takes one of the allowed connections; the caller gives it back with {@link #disconnected}. */
    boolean mayConnect(int limit) {
        if (connections.incrementAndGet() > limit) {
            connections.decrementAndGet();
            return false;
        }
        connects.increment();
        return true;
    }

    void disconnected() {
        connections.decrementAndGet();
    }

    @Override
    public String toString() {
        return text;
    }
}
