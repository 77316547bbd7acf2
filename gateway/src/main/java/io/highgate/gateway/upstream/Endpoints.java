package io.highgate.gateway.upstream;

import io.highgate.base.unit.HostPort;
import io.highgate.gateway.count.Durations;
import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.flow.Loops;
import io.highgate.gateway.tls.ClientTls;
import io.highgate.model.spec.EndpointSpec;
import io.highgate.model.spec.TimeoutsSpec;
import io.highgate.model.spec.UpstreamSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * All endpoints of the process, by address. Configurations come and go and hold on to the ones they
 * name; one that nobody names any more closes its connections. The first {@value #MAX_LISTED} have
 * metrics of their own, those beyond share one histogram, so that metrics cannot fill the memory.
 * Thread-safe.
 */
public final class Endpoints {

    /** The most endpoints that have metrics of their own. */
    static final int MAX_LISTED = 2_000;

    private final Loops loops;
    private final Names names;
    private final Map<HostPort, Held> held = new LinkedHashMap<>();
    private final Map<String, Guard> guards = new LinkedHashMap<>();
    private final Durations others;
    private final Probers probers;
    private final PeerLatency latencies;
    private int listed;

    private static final class Held {
        private final Endpoint endpoint;
        private int holders;

        private Held(Endpoint endpoint) {
            this.endpoint = endpoint;
        }
    }

    public Endpoints(Loops loops, Names names) {
        this.loops = loops;
        this.names = names;
        this.others = new Durations(loops.all().size());
        this.probers = new Probers(loops);
        this.latencies = new PeerLatency(loops.all().getFirst(), this::guards);
    }

    /**
     * The upstreams of one configuration; to be given back with {@link #release}.
     *
     * @param security how connections are encrypted, for the upstreams that have TLS; taken over
     */
    public Map<String, Upstream> hold(
            Map<String, UpstreamSpec> specs, TimeoutsSpec timeouts, Map<String, ClientTls> security) {
        Map<String, Upstream> upstreams = new LinkedHashMap<>();
        List<CompletableFuture<?>> firstTries = new ArrayList<>();
        specs.forEach((name, spec) -> {
            List<Endpoint> endpoints = new ArrayList<>();
            for (EndpointSpec endpoint : spec.endpoints()) {
                endpoints.add(hold(endpoint.address(), firstTries));
            }
            Guard guard = guard(name, spec);
            Upstream.Means means = new Upstream.Means(loops.transport(), timeouts, security.get(name));
            Upstream upstream = new Upstream(guard, spec, guard.adopt(spec, endpoints), means);
            upstreams.put(name, upstream);
            probers.lookAfter(upstream, means);
        });
        latencies.start();
        Names.await(firstTries);
        return upstreams;
    }

    /** Gives the upstreams of a retired configuration back. */
    public void release(Map<String, Upstream> upstreams) {
        for (Upstream upstream : upstreams.values()) {
            release(upstream);
            upstream.endpoints().forEach(this::release);
            upstream.close();
        }
    }

    private synchronized Guard guard(String name, UpstreamSpec spec) {
        return guards.computeIfAbsent(name, it -> new Guard(it, spec, loops.ticker()));
    }

    private synchronized void release(Upstream upstream) {
        if (upstream.guard().release(upstream.members())) {
            guards.remove(upstream.name());
        }
    }

    /** What is known of each upstream that a configuration names now. */
    public synchronized List<Guard> guards() {
        return List.copyOf(guards.values());
    }

    private synchronized Endpoint hold(HostPort address, List<CompletableFuture<?>> firstTries) {
        Held entry = held.computeIfAbsent(address, it -> new Held(endpoint(it)));
        if (entry.holders++ == 0) {
            firstTries.add(names.watch(entry.endpoint));
            onEachLoop(loop -> entry.endpoint.pool(loop).open());
        }
        return entry.endpoint;
    }

    private Endpoint endpoint(HostPort address) {
        boolean list = listed < MAX_LISTED;
        listed += list ? 1 : 0;
        return new Endpoint(address, loops, list ? new Durations(loops.all().size()) : others);
    }

    private boolean isListed(Endpoint endpoint) {
        return !endpoint.durations().equals(others);
    }

    private synchronized void release(Endpoint endpoint) {
        Held entry = held.get(endpoint.address());
        if (entry != null && --entry.holders == 0) {
            held.remove(endpoint.address());
            listed -= isListed(endpoint) ? 1 : 0;
            names.forget(endpoint);
            onEachLoop(loop -> entry.endpoint.pool(loop).close());
        }
    }

    /** All endpoints that a configuration names now. */
    public synchronized List<Endpoint> all() {
        return held.values().stream().map(entry -> entry.endpoint).toList();
    }

    /** Those with metrics of their own, the longest known first. */
    public synchronized List<Endpoint> listed() {
        return held.values().stream()
                .map(entry -> entry.endpoint)
                .filter(this::isListed)
                .toList();
    }

    /** How long requests took at all endpoints that were not listed. */
    public Durations others() {
        return others;
    }

    private void onEachLoop(java.util.function.Consumer<Loop> action) {
        for (Loop loop : loops.all()) {
            loop.executor().execute(() -> action.accept(loop));
        }
    }
}
