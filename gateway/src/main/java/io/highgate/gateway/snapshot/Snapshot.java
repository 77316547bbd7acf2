package io.highgate.gateway.snapshot;

import io.highgate.gateway.route.RouteTable;
import io.highgate.gateway.upstream.Upstream;
import io.highgate.gateway.upstream.mirror.Mirrors;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.tls.TlsFiles;
import java.time.Instant;
import java.util.Map;

/**
 * A checked configuration, compiled. Immutable but for the count of exchanges that use it.
 */
public final class Snapshot implements Mirrors.Hold {

    private final long version;
    private final Instant publishedAt;
    private final GatewaySpec spec;
    private final TlsFiles files;
    private final RouteTable routes;
    private final Map<String, Upstream> upstreams;
    private final InFlight inFlight;

    Snapshot(Facts facts, RouteTable routes, Map<String, Upstream> upstreams, InFlight inFlight) {
        this.version = facts.version();
        this.publishedAt = facts.publishedAt();
        this.spec = facts.spec();
        this.files = facts.files();
        this.routes = routes;
        this.upstreams = upstreams;
        this.inFlight = inFlight;
    }

    /** What a snapshot is made from. */
    record Facts(long version, Instant publishedAt, GatewaySpec spec, TlsFiles files) {}

    /** Counts up with every accepted configuration of the process, from 1. */
    public long version() {
        return version;
    }

    public Instant publishedAt() {
        return publishedAt;
    }

    /** The configuration that reproduces this snapshot. */
    public GatewaySpec spec() {
        return spec;
    }

    /** What its certificate files held. */
    public TlsFiles files() {
        return files;
    }

    public RouteTable routes() {
        return routes;
    }

    public Map<String, Upstream> upstreams() {
        return upstreams;
    }

    /** An exchange begins to use it, on its event loop. */
    @Override
    public void enter(int loop) {
        inFlight.enter(loop);
    }

    /** An exchange is over, on its event loop. */
    @Override
    public void leave(int loop) {
        inFlight.leave(loop);
    }

    /** Exchanges that use it. */
    public int inFlight() {
        return inFlight.sum();
    }

    void retire() {
        inFlight.retire();
    }
}
