package io.highgate.gateway.identity.keys;

import io.highgate.base.time.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys that are fetched: before they are out of date, and when a token names one that is not there, but
 * then not more often than the cooldown allows, whoever asks. While nobody can be asked, the old ones
 * count on. Thread-safe: the state changes under its lock, which is never held while something waits.
 */
public final class FetchedKeys implements Keys {

    private static final Logger LOG = LoggerFactory.getLogger(FetchedKeys.class);
    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final Duration MOST = Duration.ofHours(24);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /**
     * How it is fetched, and when again.
     *
     * @param name for the log
     * @param refresh how long keys are good where nobody says so
     * @param cooldown between two fetches because of unknown keys
     */
    public record Terms(String name, Duration refresh, Duration cooldown) {}

    /** What is counted. */
    public record Figures(String name, long fetched, long failed, boolean isAway, int keys) {}

    private final Terms terms;
    private final Ticker ticker;
    private final AtomicLong fetched = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile Supplier<CompletionStage<Loaded>> loader;
    private volatile @Nullable KeySet current;
    private volatile boolean away;
    private @Nullable CompletableFuture<@Nullable KeySet> underWay;
    private long due;
    private long cooledDown;
    private int failures;

    public FetchedKeys(Terms terms, Supplier<CompletionStage<Loaded>> loader, Ticker ticker) {
        this.terms = terms;
        this.loader = loader;
        this.ticker = ticker;
        this.due = ticker.nanos();
        this.cooledDown = ticker.nanos();
    }

    /** Fetches in this way from now on: a later configuration may trust others. */
    void fetchBy(Supplier<CompletionStage<Loaded>> next) {
        loader = next;
    }

    @Override
    public @Nullable KeySet current() {
        return current;
    }

    @Override
    public boolean isAway() {
        return away;
    }

    /** Fetches if it is time to. */
    public void beat() {
        synchronized (this) {
            if (underWay != null || ticker.nanos() - due < 0) {
                return;
            }
        }
        fetch();
    }

    @Override
    public CompletionStage<@Nullable KeySet> newerThan(@Nullable KeySet known) {
        synchronized (this) {
            if (underWay != null) {
                return underWay;
            }
            if (current != known || ticker.nanos() - cooledDown < 0) {
                return CompletableFuture.completedStage(current);
            }
        }
        return fetch();
    }

    private CompletionStage<@Nullable KeySet> fetch() {
        CompletableFuture<@Nullable KeySet> mine = new CompletableFuture<>();
        synchronized (this) {
            if (underWay != null) {
                return underWay;
            }
            underWay = mine;
            cooledDown = ticker.nanos() + terms.cooldown().toNanos();
        }
        CompletableFuture.completedStage(this).thenCompose(_ -> loader.get()).whenComplete((loaded, failure) -> {
            take(failure == null ? loaded : new Loaded.Bad(String.valueOf(failure)));
            mine.complete(current);
        });
        return mine;
    }

    private synchronized void take(Loaded loaded) {
        underWay = null;
        switch (loaded) {
            case Loaded.Good good -> {
                fetched.incrementAndGet();
                current = good.keys().isLike(current) ? current : good.keys();
                failures = 0;
                due = ticker.nanos() + before(good.good() == null ? terms.refresh() : good.good());
                flip(false, good.keys().size() + " keys");
            }
            case Loaded.Bad bad -> {
                failed.incrementAndGet();
                Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures++, 5));
                due = ticker.nanos() + (pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE).toNanos();
                flip(true, bad.why());
            }
        }
    }

    /** At four fifths of the time, so that a fetch that fails has time for others. */
    private static long before(Duration end) {
        Duration bounded = end.compareTo(LEAST) < 0 ? LEAST : end.compareTo(MOST) > 0 ? MOST : end;
        return bounded.toNanos() / 5 * 4;
    }

    private void flip(boolean isAway, String why) {
        if (away != isAway) {
            away = isAway;
            if (isAway) {
                LOG.warn(
                        "the keys of {} cannot be fetched: {}; {}",
                        terms.name(),
                        why,
                        current == null ? "there are none" : "the old ones count on");
            } else {
                LOG.info("the keys of {} can be fetched again: {}", terms.name(), why);
            }
        }
    }

    public Figures figures() {
        KeySet keys = current;
        return new Figures(terms.name(), fetched.get(), failed.get(), away, keys == null ? 0 : keys.size());
    }
}
