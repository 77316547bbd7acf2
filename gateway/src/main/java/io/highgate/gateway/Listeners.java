package io.highgate.gateway;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problem;
import io.highgate.base.time.Ticker;
import io.highgate.gateway.exchange.Entrance;
import io.highgate.gateway.flow.Loops;
import io.highgate.gateway.listen.Listener;
import io.highgate.model.spec.ListenerSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The traffic ports, by what was asked for; those that stay are not touched by a new config, but for
 * their names. Confined to the gateway's lock.
 */
final class Listeners {

    private final Loops loops;
    private Map<ListenerSpec, Listener> open = new LinkedHashMap<>();

    Listeners(Loops loops) {
        this.loops = loops;
    }

    void bind(List<ListenerSpec> specs, Entrance entrance) throws IOException {
        for (ListenerSpec spec : specs) {
            Listener listener = new Listener(spec, entrance, loops);
            listener.start();
            open.put(spec, listener);
        }
    }

    /** Binds what is new, then closes what is gone; if something cannot be bound nothing changes. */
    List<Problem> rebind(List<ListenerSpec> specs, Entrance entrance) {
        Map<ListenerSpec, Listener> next = new LinkedHashMap<>();
        List<Listener> fresh = new ArrayList<>();
        for (ListenerSpec spec : specs) {
            Listener kept = kept(spec, specs, next.values());
            if (kept == null) {
                kept = new Listener(spec, entrance, loops);
                try {
                    kept.start();
                } catch (IOException e) {
                    fresh.forEach(Listener::stop);
                    return List.of(Problem.error(Place.of("listeners." + spec.name()), String.valueOf(e.getMessage())));
                }
                fresh.add(kept);
            }
            next.put(spec, kept);
        }
        next.forEach((spec, listener) -> listener.rename(spec.name()));
        open.values().stream().filter(it -> !next.containsValue(it)).forEach(listener -> {
            listener.stop();
            listener.drain();
        });
        open = next;
        return List.of();
    }

    /** The one that serves this already, or one with another name whose port nobody else keeps. */
    private @Nullable Listener kept(ListenerSpec spec, List<ListenerSpec> specs, Collection<Listener> taken) {
        Listener same = open.get(spec);
        if (same != null) {
            return same;
        }
        return open.entrySet().stream()
                .filter(it -> it.getKey().named(spec.name()).equals(spec) && !specs.contains(it.getKey()))
                .map(Map.Entry::getValue)
                .filter(it -> !taken.contains(it))
                .findFirst()
                .orElse(null);
    }

    List<Listener> all() {
        return List.copyOf(open.values());
    }

    int port(String name) {
        return open.values().stream()
                .filter(listener -> listener.name().equals(name))
                .mapToInt(Listener::port)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no listener is named " + name));
    }

    void drain() {
        open.values().forEach(Listener::drain);
    }

    void goAway() {
        open.values().forEach(Listener::goAway);
    }

    boolean awaitClosed(Ticker ticker, long deadline) throws InterruptedException {
        boolean closed = true;
        for (Listener listener : open.values()) {
            closed &= listener.awaitClosed(ticker, deadline);
        }
        return closed;
    }

    void close() {
        open.values().forEach(Listener::stop);
    }

    @Override
    public String toString() {
        return open.values().stream()
                .map(listener -> listener.name() + " (port " + listener.port() + ")")
                .collect(Collectors.joining(", "));
    }
}
