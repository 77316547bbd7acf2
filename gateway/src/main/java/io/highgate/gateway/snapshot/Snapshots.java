package io.highgate.gateway.snapshot;

import io.highgate.base.problem.Problem;
import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.flow.Loops;
import io.highgate.gateway.route.RouteTable;
import io.highgate.gateway.tls.ClientTls;
import io.highgate.gateway.upstream.Endpoints;
import io.highgate.gateway.upstream.Upstream;
import io.highgate.model.cell.CellRoutes;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.tls.TlsFiles;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Compiles configurations and keeps the history of what was published and what was refused.
 * Thread-safe.
 */
public final class Snapshots {

    private final Endpoints endpoints;
    private final Loops loops;
    private final InstantSource clock;
    private final AtomicLong versions = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicInteger live = new AtomicInteger();
    private volatile @Nullable Refusal lastRefusal;
    private volatile LongSupplier unkept = () -> 0;

    /** A configuration that was not taken, and why. */
    public record Refusal(Instant at, String source, List<Problem> problems) {}

    public Snapshots(Endpoints endpoints, Loops loops, InstantSource clock) {
        this.endpoints = endpoints;
        this.loops = loops;
        this.clock = clock;
    }

    /** Compiles a checked configuration; it serves nothing yet. What encrypts its upstreams is taken over. */
    public Snapshot compile(GatewaySpec spec, TlsFiles files, Map<String, ClientTls> security) {
        RouteTable routes = RouteTable.compile(CellRoutes.withThem(spec), spec.filters());
        Map<String, Upstream> upstreams = endpoints.hold(spec, files, security);
        live.incrementAndGet();
        InFlight inFlight = new InFlight(loops.all().size(), () -> {
            endpoints.release(upstreams);
            live.decrementAndGet();
        });
        Snapshot.Facts facts = new Snapshot.Facts(versions.incrementAndGet(), clock.instant(), spec, files);
        return new Snapshot(facts, routes, upstreams, inFlight);
    }

    /** One that was compiled after it is given up: what both share goes on as this one says. */
    public void prevail(Snapshot serving) {
        endpoints.prevail(serving.upstreams());
    }

    /**
     * Retires a snapshot that was replaced. An event loop may have read it and not yet counted its
     * exchange; once every loop has run one more task, that cannot be any more.
     */
    public void retire(Snapshot old) {
        AtomicInteger loopsToGo = new AtomicInteger(loops.all().size());
        Consumer<Loop> passed = loop -> {
            if (loopsToGo.decrementAndGet() == 0) {
                old.retire();
            }
        };
        loops.all().forEach(loop -> loop.execute(() -> passed.accept(loop)));
    }

    /** Remembers a configuration that was not taken. */
    public void refuse(String source, List<Problem> problems) {
        refused.incrementAndGet();
        lastRefusal = new Refusal(clock.instant(), source, problems);
    }

    /** A configuration was taken: what was refused before is history. */
    public void taken() {
        accepted.incrementAndGet();
        forgetRefusal();
    }

    /** What was refused is so still, whatever was taken meanwhile. */
    public void remember(@Nullable Refusal refusal) {
        if (refusal != null) {
            lastRefusal = refusal;
        }
    }

    /** A good configuration has come since: the refusal is history. */
    public void forgetRefusal() {
        lastRefusal = null;
    }

    /** What was refused last, if nothing was accepted since. */
    public @Nullable Refusal lastRefusal() {
        return lastRefusal;
    }

    public long accepted() {
        return accepted.get();
    }

    public long refused() {
        return refused.get();
    }

    /** Takes the count of configurations in use that could not be kept, from whoever keeps them. */
    public void countUnkept(LongSupplier count) {
        unkept = count;
    }

    /** How often a configuration in use could not be kept for the next start. */
    public long unkept() {
        return unkept.getAsLong();
    }

    /** Snapshots that some exchange may still use; more than one for long is worth a look. */
    public int live() {
        return live.get();
    }
}
