package io.highgate.gateway.upstream;

import io.highgate.gateway.flow.Transport;
import io.highgate.gateway.tls.ClientTls;
import io.highgate.model.spec.EndpointSpec;
import io.highgate.model.spec.TimeoutsSpec;
import io.highgate.model.spec.UpstreamSpec;
import io.highgate.traffic.balance.Balancer;
import io.highgate.traffic.balance.Candidates;
import io.highgate.traffic.balance.First;
import io.highgate.traffic.balance.LeastInFlight;
import io.highgate.traffic.balance.RoundRobin;
import io.highgate.traffic.hash.Hashing;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A group of endpoints as one configuration sees it. Thread-safe. */
public final class Upstream implements Candidates {

    private final String name;
    private final UpstreamSpec spec;
    private final Endpoint[] endpoints;
    private final int[] weights;
    private final Balancer balancer;
    private final AtomicLong asked = new AtomicLong();
    private final Transport transport;
    private final @Nullable ClientTls tls;
    private final Duration connectTimeout;
    private final Duration perTryTimeout;

    /** How it sends, beside what the spec says: transport and encryption. */
    record Means(
            Transport transport,
            TimeoutsSpec timeouts,
            @Nullable ClientTls tls) {}

    Upstream(String name, UpstreamSpec spec, List<Endpoint> endpoints, Means means) {
        TimeoutsSpec timeouts = means.timeouts();
        this.tls = means.tls();
        this.name = name;
        this.spec = spec;
        this.endpoints = endpoints.toArray(Endpoint[]::new);
        this.weights = spec.endpoints().stream().mapToInt(EndpointSpec::weight).toArray();
        this.transport = means.transport();
        this.balancer = switch (spec.balancer()) {
            case ROUND_ROBIN -> new RoundRobin();
            case LEAST_IN_FLIGHT -> new LeastInFlight();
            case FIRST -> new First();
        };
        this.connectTimeout = spec.connectTimeout() == null ? timeouts.connect() : spec.connectTimeout();
        this.perTryTimeout = spec.perTryTimeout() == null ? timeouts.perTry() : spec.perTryTimeout();
    }

    public String name() {
        return name;
    }

    public UpstreamSpec spec() {
        return spec;
    }

    public List<Endpoint> endpoints() {
        return List.of(endpoints);
    }

    /** The scheme of requests to it. */
    String scheme() {
        return tls == null ? "http" : "https";
    }

    Transport transport() {
        return transport;
    }

    /** How connections are encrypted, or null. */
    @Nullable
    ClientTls tls() {
        return tls;
    }

    /** No connection is opened any more. */
    public void close() {
        if (tls != null) {
            tls.release();
        }
    }

    Duration connectTimeout() {
        return connectTimeout;
    }

    Duration perTryTimeout() {
        return perTryTimeout;
    }

    /** The endpoint to ask, or null if none can be asked. */
    @Nullable
    Endpoint choose() {
        // counted and mixed, it is as good as chance
        int index = balancer.choose(this, Hashing.mix(asked.getAndIncrement()));
        return index == Balancer.NONE ? null : endpoints[index];
    }

    @Override
    public int size() {
        return endpoints.length;
    }

    @Override
    public boolean isUsable(int index) {
        return endpoints[index].isUsable();
    }

    @Override
    public int inFlight(int index) {
        return endpoints[index].inFlight();
    }

    @Override
    public int weight(int index) {
        return weights[index];
    }

    @Override
    public long version() {
        return 0;
    }

    @Override
    public long identity(int index) {
        return Hashing.of(endpoints[index].address().toString());
    }
}
