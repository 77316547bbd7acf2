package io.highgate.gateway.upstream;

import io.highgate.gateway.center.Witness;
import io.highgate.gateway.count.Durations;
import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.flow.Loops;
import io.highgate.gateway.tls.ClientTls;
import io.highgate.gateway.upstream.discover.Discovery;
import io.highgate.model.spec.DiscoverSpec;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.UpstreamSpec;
import io.highgate.model.tls.TlsFiles;
import io.highgate.registries.Asked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

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
    private final Discovery discovery;
    private final Witness witness;
    private final Map<Whereabouts, Held> held = new LinkedHashMap<>();
    private final Map<Upstream, Roster> rosters = new HashMap<>();
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

    /** @param witness hears how endpoints of cells do */
    public Endpoints(Loops loops, Names names, Discovery discovery, Witness witness) {
        this.witness = witness;
        this.loops = loops;
        this.discovery = discovery;
        this.names = names;
        this.others = new Durations(loops.all().size());
        this.probers = new Probers(loops);
        this.latencies = new PeerLatency(loops.all().getFirst(), this::guards);
    }

    /**
     * The upstreams of one configuration; to be given back with {@link #release}. Waits a moment for
     * names and sources that are new.
     *
     * @param files those that it names, as they are now
     * @param security how connections are encrypted, for the upstreams that have TLS; taken over
     */
    public Map<String, Upstream> hold(GatewaySpec configuration, TlsFiles files, Map<String, ClientTls> security) {
        Map<String, Upstream> upstreams = new LinkedHashMap<>();
        List<CompletableFuture<?>> firstTries = new ArrayList<>();
        configuration.upstreams().forEach((name, spec) -> {
            Upstream.Means means = new Upstream.Means(loops.transport(), configuration.timeouts(), security.get(name));
            Roster roster = roster(guard(name, spec), spec, holding(spec, configuration, files), means);
            firstTries.addAll(roster.begin());
            keep(roster);
            upstreams.put(name, roster.upstream());
        });
        latencies.start();
        Names.await(firstTries);
        return upstreams;
    }

    private Discovery.@Nullable Holding holding(UpstreamSpec spec, GatewaySpec configuration, TlsFiles files) {
        DiscoverSpec discover = spec.discover();
        if (discover == null) {
            return null;
        }
        Asked asked = Asked.of(discover, configuration.registries(), files);
        return discovery.hold(new Discovery.Terms(
                discover, configuration.dns(), asked, spec.maxDiscovered(), spec.security() != null));
    }

    private Roster roster(Guard guard, UpstreamSpec spec, Discovery.@Nullable Holding holding, Upstream.Means means) {
        guard.adopt(spec);
        Upstream upstream = new Upstream(guard, spec, holding == null ? null : holding.source(), means);
        return new Roster(upstream, holding, this, members -> probers.lookAfter(upstream, members, means));
    }

    private synchronized void keep(Roster roster) {
        rosters.put(roster.upstream(), roster);
    }

    /** Gives the upstreams of a retired configuration back. */
    public void release(Map<String, Upstream> upstreams) {
        for (Upstream upstream : upstreams.values()) {
            Roster roster = forget(upstream);
            if (roster != null) {
                roster.close();
                forget(upstream.guard());
                if (roster.holding() != null) {
                    discovery.release(roster.holding());
                }
                upstream.close();
            }
        }
    }

    /** Another configuration, held and released, never came into force: the settings of this one hold again. */
    public void prevail(Map<String, Upstream> upstreams) {
        for (Upstream upstream : upstreams.values()) {
            Roster roster = rosterOf(upstream);
            if (roster != null) {
                roster.prevail();
            }
        }
    }

    private synchronized @Nullable Roster rosterOf(Upstream upstream) {
        return rosters.get(upstream);
    }

    private synchronized @Nullable Roster forget(Upstream upstream) {
        return rosters.remove(upstream);
    }

    private synchronized Guard guard(String name, UpstreamSpec spec) {
        return guards.computeIfAbsent(name, it -> new Guard(it, spec, loops.ticker(), witness));
    }

    private synchronized void forget(Guard guard) {
        if (guard.release()) {
            guards.remove(guard.name());
        }
    }

    /** What is known of each upstream that a configuration names now. */
    public synchronized List<Guard> guards() {
        return List.copyOf(guards.values());
    }

    /** Where endpoints are found. */
    public Discovery discovery() {
        return discovery;
    }

    /** The endpoint there, for one upstream more; a name that is new is looked up, which others may wait for. */
    synchronized Endpoint hold(Whereabouts where, List<CompletableFuture<?>> firstTries) {
        Held entry = held.computeIfAbsent(where, it -> new Held(endpoint(it)));
        if (entry.holders++ == 0) {
            if (where.address() == null) {
                firstTries.add(names.watch(entry.endpoint));
            }
            onEachLoop(loop -> entry.endpoint.pool(loop).open());
        }
        return entry.endpoint;
    }

    private Endpoint endpoint(Whereabouts where) {
        boolean list = listed < MAX_LISTED;
        listed += list ? 1 : 0;
        return new Endpoint(where, loops, list ? new Durations(loops.all().size()) : others);
    }

    private boolean isListed(Endpoint endpoint) {
        return !endpoint.durations().equals(others);
    }

    /** An upstream has it no more; its connections close as they become idle when nobody has. */
    synchronized void release(Endpoint endpoint) {
        Held entry = held.get(endpoint.where());
        if (entry != null && --entry.holders == 0) {
            held.remove(endpoint.where());
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
