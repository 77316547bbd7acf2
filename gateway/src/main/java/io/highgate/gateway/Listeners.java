package io.highgate.gateway;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problem;
import io.highgate.base.time.Ticker;
import io.highgate.base.unit.HostPort;
import io.highgate.gateway.exchange.Entrance;
import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.flow.Loops;
import io.highgate.gateway.listen.Listener;
import io.highgate.gateway.tls.ServerTls;
import io.highgate.model.spec.ListenerSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The traffic ports, by what was asked for; those that stay are not touched by a new config, but for
 * their names, and new certificates change nothing for open connections. Changed under the gateway's lock, read by anyone.
 */
final class Listeners {

    private final Loops loops;
    private volatile Map<Socket, Listener> open = Map.of();

    /** What makes it the same port as before. */
    private record Socket(String name, HostPort bind) {
        static Socket of(ListenerSpec spec) {
            return new Socket(spec.name(), spec.bind());
        }
    }

    Listeners(Loops loops) {
        this.loops = loops;
    }

    void bind(List<ListenerSpec> specs, Entrance entrance, Map<String, ServerTls> security) throws IOException {
        Map<Socket, Listener> bound = new LinkedHashMap<>();
        for (ListenerSpec spec : specs) {
            Listener listener = new Listener(spec, entrance, loops);
            listener.secure(security.get(spec.name()));
            bind(listener, security, bound.keySet());
            bound.put(Socket.of(spec), listener);
            open = Map.copyOf(bound);
        }
        open = bound;
    }

    private static void bind(Listener listener, Map<String, ServerTls> security, Set<Socket> bound) throws IOException {
        try {
            listener.start();
        } catch (IOException e) {
            Set<String> kept = bound.stream().map(Socket::name).collect(Collectors.toSet());
            security.forEach((name, tls) -> {
                if (!kept.contains(name)) {
                    tls.release();
                }
            });
            throw e;
        }
    }

    /** Binds what is new, then closes what is gone; if something cannot be bound nothing changes. */
    List<Problem> rebind(List<ListenerSpec> specs, Entrance entrance, Map<String, ServerTls> security) {
        Map<Socket, Listener> next = new LinkedHashMap<>();
        List<Listener> fresh = new ArrayList<>();
        for (ListenerSpec spec : specs) {
            Listener kept = kept(spec, specs, next.values());
            if (kept == null) {
                kept = new Listener(spec, entrance, loops);
                kept.secure(security.get(spec.name()));
                try {
                    kept.start();
                } catch (IOException e) {
                    fresh.forEach(Listener::stop);
                    return List.of(Problem.error(Place.of("listeners." + spec.name()), String.valueOf(e.getMessage())));
                }
                fresh.add(kept);
            }
            next.put(Socket.of(spec), kept);
        }
        specs.forEach(spec -> {
            Listener listener = Objects.requireNonNull(next.get(Socket.of(spec)));
            listener.follow(spec);
            if (!fresh.contains(listener)) {
                exchange(listener, security.get(spec.name()));
            }
        });
        Map<Socket, Listener> before = open;
        open = next;
        before.values().stream().filter(it -> !next.containsValue(it)).forEach(listener -> {
            listener.stop();
            listener.drain();
            retire(listener.security());
        });
        return List.of();
    }

    /** The same as before keeps its sessions; else new handshakes take the new one. */
    private void exchange(Listener listener, @Nullable ServerTls next) {
        ServerTls before = listener.security();
        if (before != null && next != null && before.key().equals(next.key())) {
            next.release();
        } else {
            listener.secure(next);
            retire(before);
        }
    }

    /** A loop may be about to use it; when each has run one more task, none is. */
    private void retire(@Nullable ServerTls old) {
        if (old == null) {
            return;
        }
        AtomicInteger loopsToGo = new AtomicInteger(loops.all().size());
        Runnable passed = () -> {
            if (loopsToGo.decrementAndGet() == 0) {
                old.release();
            }
        };
        loops.all().forEach((Loop loop) -> loop.execute(passed));
    }

    /** Session tickets are encrypted with new keys from now on. */
    void rotateTickets() {
        for (Listener listener : open.values()) {
            ServerTls tls = listener.security();
            if (tls != null) {
                tls.rotateTickets();
            }
        }
    }

    /** The one that serves this already, or one with another name whose port nobody else keeps. */
    private @Nullable Listener kept(ListenerSpec spec, List<ListenerSpec> specs, Collection<Listener> taken) {
        Listener same = open.get(Socket.of(spec));
        if (same != null) {
            return same;
        }
        Set<Socket> wanted = specs.stream().map(Socket::of).collect(Collectors.toSet());
        return open.entrySet().stream()
                .filter(it -> it.getKey().bind().equals(spec.bind()) && !wanted.contains(it.getKey()))
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

    /** Lets go of the certificates, once nothing runs any more. */
    void release() {
        for (Listener listener : open.values()) {
            ServerTls tls = listener.security();
            listener.secure(null);
            if (tls != null) {
                tls.release();
            }
        }
    }

    @Override
    public String toString() {
        return open.values().stream()
                .map(listener -> listener.name() + " (port " + listener.port() + ")")
                .collect(Collectors.joining(", "));
    }
}
