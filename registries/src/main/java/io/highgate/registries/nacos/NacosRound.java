package io.highgate.registries.nacos;

import io.highgate.registries.Means;
import io.highgate.registries.ask.Round;
import io.highgate.registries.ask.Unanswered;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Asks for one list again and again. Confined to its thread. */
final class NacosRound<T> implements Round {

    /** So that those who follow do not ask all at once: up to a tenth earlier or later. */
    private static final double JITTER = 0.1;

    private final Map<URI, NacosServer> servers;
    private final Means means;
    private final Duration interval;
    private final Reading<T> reading;
    private final Doubt<T> doubt;
    private final Teller<T> teller;

    /** What is asked for. */
    @FunctionalInterface
    interface Reading<T> {
        List<T> read(NacosServer server) throws Unanswered, InterruptedException;
    }

    /** Who is told, on the round's thread. */
    record Teller<T>(Function<T, String> key, Consumer<List<T>> found, Consumer<String> failed) {}

    NacosRound(Map<URI, NacosServer> servers, Means means, Duration interval, Reading<T> reading, Teller<T> teller) {
        this.servers = servers;
        this.means = means;
        this.interval = interval;
        this.reading = reading;
        this.doubt = new Doubt<>(means.ticker(), teller.key());
        this.teller = teller;
    }

    @Override
    public Duration ask(URI url) throws Unanswered, InterruptedException {
        NacosServer server = servers.get(url);
        if (server == null) {
            throw new IllegalStateException("there is no server " + url);
        }
        try {
            List<T> said = reading.read(server);
            teller.found().accept(doubt.after(said));
        } catch (Unanswered e) {
            doubt.failed();
            throw e;
        }
        return Duration.ofNanos((long) (interval.toNanos() * (1 - JITTER + 2 * JITTER * chance())));
    }

    /** Generators need not be thread-safe, and the threads of a registry share one. */
    private double chance() {
        synchronized (means.random()) {
            return means.random().nextDouble();
        }
    }

    @Override
    public void failed(String problem) {
        teller.failed().accept(problem);
    }
}
