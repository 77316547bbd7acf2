package io.highgate.gateway.upstream.discover;

import io.highgate.base.time.Ticker;
import io.highgate.gateway.center.Center;
import io.highgate.model.spec.DiscoverSpec;
import io.highgate.model.spec.DnsSpec;
import io.highgate.registries.Asked;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * All sources of the process. They outlive configurations, which hold on to the ones they name: a
 * reload while DNS is away takes nothing away. Thread-safe.
 */
public final class Discovery implements AutoCloseable {

    private final Ticker ticker;
    private final ScheduledExecutorService executor;
    private final SplittableRandom random;
    private final DnsLoop dns;
    private final Center center;
    private final Others others;
    private final Map<Terms, Held> held = new LinkedHashMap<>();

    /**
     * What makes a source the same one.
     *
     * @param asked the registry of others that knows the endpoints, if it is one
     * @param most how many endpoints may be found
     * @param secure whether the upstream encrypts its connections
     */
    public record Terms(
            DiscoverSpec spec, DnsSpec dns, @Nullable Asked asked, int most, boolean secure) {}

    private static final class Held {
        private final Source source;
        private final CompletableFuture<?> begun;
        private int holders;

        private Held(Source source, CompletableFuture<?> begun) {
            this.source = source;
            this.begun = begun;
        }
    }

    /** A source, and when it has looked for the first time. */
    public record Holding(Terms terms, Source source, CompletableFuture<?> begun) {}

    /**
     * @param executor where answers are taken and files read; nothing blocks it for long
     * @param threads for the event loop that DNS is asked on
     */
    public Discovery(
            Ticker ticker,
            ScheduledExecutorService executor,
            ThreadFactory threads,
            SplittableRandom random,
            Center center,
            Others others) {
        this.center = center;
        this.others = others;
        this.ticker = ticker;
        this.executor = executor;
        this.dns = new DnsLoop(threads);
        this.random = random;
    }

    /** The source on these terms, begun if it is new; to be given back with {@link #release}. */
    public synchronized Holding hold(Terms terms) {
        Held entry = held.get(terms);
        if (entry == null) {
            Source source = source(terms);
            entry = new Held(source, source.begin());
            held.put(terms, entry);
        }
        entry.holders++;
        return new Holding(terms, entry.source, entry.begun);
    }

    /** The last configuration that names it gives it up: nobody looks any more. */
    public synchronized void release(Holding holding) {
        Held entry = held.get(holding.terms());
        if (entry != null && --entry.holders == 0) {
            held.remove(holding.terms());
            entry.source.end();
        }
    }

    private Source source(Terms terms) {
        if (terms.spec() instanceof DiscoverSpec.Center cell) {
            return new CenterSource(cell, terms.secure(), center, new Source.Means(terms.most(), ticker, null));
        }
        Source.Means means = new Source.Means(terms.most(), ticker, predecessor(terms.spec()));
        if (terms.spec() instanceof DiscoverSpec.File file) {
            return new FileSource(file, terms.secure(), means);
        }
        if (terms.asked() != null) {
            return new RegistrySource(terms, terms.asked(), others, executor, means);
        }
        Resolver resolver = new Resolver(dns.get(), terms.dns());
        return new DnsSource(
                terms.spec(), new DnsSource.Asking(terms.dns(), resolver, executor, random.split()), means);
    }

    /** Who looks for the same, on other terms: what it knows is better than nothing. */
    private @Nullable Source predecessor(DiscoverSpec spec) {
        return held.values().stream()
                .map(it -> it.source)
                .filter(it -> it.spec().equals(spec))
                .findFirst()
                .orElse(null);
    }

    /** All that a configuration names now. */
    public synchronized List<Source> sources() {
        return held.values().stream().map(it -> it.source).toList();
    }

    /** Nothing is looked for any more. */
    @Override
    public synchronized void close() {
        held.values().forEach(it -> it.source.end());
        held.clear();
        others.close();
        dns.close();
    }

    /** The files that list endpoints. */
    public Set<Path> files() {
        Set<Path> files = new LinkedHashSet<>();
        sources().forEach(it -> {
            if (it instanceof FileSource file) {
                files.add(file.file());
            }
        });
        return files;
    }

    /** Some of the files may have changed: reads them, on this thread. */
    public void lookAtFiles() {
        sources().forEach(Source::look);
    }
}
