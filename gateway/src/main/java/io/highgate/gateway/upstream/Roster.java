package io.highgate.gateway.upstream;

import io.highgate.gateway.upstream.discover.Discovery;
import io.highgate.gateway.upstream.discover.Found;
import io.highgate.model.spec.EndpointSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who belongs to an upstream of one configuration: the endpoints it names and those its source finds.
 * When others are found, only they change: who stays keeps connections, health and circuit; who goes
 * is asked no more, and ends in peace what is under way. Thread-safe.
 */
final class Roster {

    private final Upstream upstream;
    private final Discovery.@Nullable Holding holding;
    private final Endpoints endpoints;
    private final Consumer<List<Member>> lookAfter;
    private final Runnable follower = this::call;
    private List<Endpoint> held = List.of();
    private List<Found> present = List.of();
    private boolean closed;

    /** @param lookAfter sees to it that members are asked whether they are well */
    Roster(
            Upstream upstream,
            Discovery.@Nullable Holding holding,
            Endpoints endpoints,
            Consumer<List<Member>> lookAfter) {
        this.upstream = upstream;
        this.holding = holding;
        this.endpoints = endpoints;
        this.lookAfter = lookAfter;
    }

    Upstream upstream() {
        return upstream;
    }

    Discovery.@Nullable Holding holding() {
        return holding;
    }

    /** Lines up who is known, and follows the source; what is returned completes when more may be known. */
    List<CompletableFuture<?>> begin() {
        List<CompletableFuture<?>> firstTries = new ArrayList<>();
        if (holding != null) {
            holding.source().follow(follower);
            firstTries.add(holding.begun());
        }
        List<Member> all = lineUp(firstTries).all();
        lookAfter.accept(all); // also those another configuration has: by what this one says, from now on
        return firstTries;
    }

    /** Somebody has come or gone. */
    private void call() {
        lookAfter.accept(lineUp(new ArrayList<>()).fresh());
    }

    private synchronized Guard.Enrolled lineUp(List<CompletableFuture<?>> firstTries) {
        List<Found> wanted = wanted();
        if (closed || wanted.equals(present) && !held.isEmpty()) {
            return new Guard.Enrolled(upstream.members(), List.of());
        }
        List<Endpoint> next = new ArrayList<>();
        wanted.forEach(it -> next.add(endpoints.hold(Whereabouts.of(it), firstTries)));
        Guard.Enrolled enrolled = upstream.guard().enrol(upstream.spec(), next);
        List<Member> before = upstream.members();
        upstream.lineUp(wanted, enrolled.all());
        upstream.guard().dismiss(before);
        held.forEach(endpoints::release);
        held = next;
        present = wanted;
        return enrolled;
    }

    /** What the configuration names comes first, and wins over what is found of the same. */
    private List<Found> wanted() {
        List<Found> wanted = new ArrayList<>();
        Map<Whereabouts, Found> found = new LinkedHashMap<>();
        if (holding != null) {
            holding.source().sight().found().forEach(it -> found.putIfAbsent(Whereabouts.of(it), it));
        }
        for (EndpointSpec spec : upstream.spec().endpoints()) {
            Found named = Found.configured(spec);
            wanted.add(named);
            found.remove(Whereabouts.of(named));
        }
        wanted.addAll(found.values());
        return wanted;
    }

    /** The configuration is retired. */
    void close() {
        if (holding != null) {
            holding.source().leave(follower);
        }
        dismissAll();
    }

    private synchronized void dismissAll() {
        closed = true;
        upstream.guard().dismiss(upstream.members());
        held.forEach(endpoints::release);
        held = List.of();
    }
}
