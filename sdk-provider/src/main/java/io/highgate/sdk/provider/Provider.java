package io.highgate.sdk.provider;

import io.highgate.sdk.provider.declare.Declaration;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Registers a service at the center and keeps it registered, on a daemon thread of its own: waits until the
 * service answers its own health, registers, beats, goes to another center when one fails, and takes leave
 * in order. Neither blocks nor stops its host, whatever becomes of the center; only {@link #close} waits, for
 * the drain wait and a few seconds at most. Safe for use by any thread.
 *
 * <pre>{@code
 * try (Provider provider = Provider.start(ProviderSettings.read(properties))) {
 *     serve();
 * }
 * }</pre>
 */
public final class Provider implements AutoCloseable {

    /** What the last questions may take beyond the waits. */
    private static final Duration GRACE = Duration.ofSeconds(8);

    private final Rounds rounds;
    private final Flips flips;
    private final Thread thread;
    private final Duration patience;
    private final @Nullable Thread hook;

    private Provider(Rounds rounds, Flips flips, ProviderSettings settings, Surroundings around) {
        this.rounds = rounds;
        this.flips = flips;
        this.patience = settings.timing().drainWait().multipliedBy(2).plus(GRACE);
        this.thread = around.threads().apply(rounds);
        this.hook = settings.shutdownHook() ? around.threads().apply(this::end) : null;
    }

    /** Starts; returns at once and does not throw. */
    public static Provider start(ProviderSettings settings) {
        return start(settings, List.of(), (from, to, reason) -> {});
    }

    /**
     * Starts; returns at once and does not throw.
     *
     * @param declarations interfaces that are declared to the center once the service is registered; this
     *     needs a service key
     * @param listener hears of changes of state, on the provider's thread
     */
    public static Provider start(ProviderSettings settings, List<Declaration> declarations, ProviderListener listener) {
        return start(settings, declarations, listener, Surroundings.real());
    }

    static Provider start(
            ProviderSettings settings, List<Declaration> declarations, ProviderListener listener, Surroundings around) {
        Flips flips = new Flips(settings.announced().cell(), listener);
        Provider provider = new Provider(new Rounds(settings, declarations, around, flips), flips, settings, around);
        provider.begin();
        return provider;
    }

    private void begin() {
        try {
            thread.start();
            if (hook != null) {
                Runtime.getRuntime().addShutdownHook(hook);
            }
        } catch (IllegalStateException ending) {
            // The JVM is on its way down already: there is nothing left to hook into.
            rounds.close();
        } catch (OutOfMemoryError noThread) {
            flips.neverRan(noThread);
        }
    }

    /** Where the service stands with the center. */
    public ProviderState state() {
        return flips.state();
    }

    /** Why it stands there, in a sentence without secrets. */
    public String reason() {
        return flips.reason();
    }

    /**
     * Asks the center that gateways send nothing new, and returns at once; the service has to go on answering,
     * and is kept registered until {@link #close}. Completes when the drain wait is over, or nothing has to be
     * waited for.
     */
    public CompletableFuture<Void> drain() {
        return thread.isAlive() ? rounds.drain() : CompletableFuture.completedFuture(null);
    }

    /**
     * Drains if that was not done, waits for it, deregisters, and ends; returns then. Returns earlier when the
     * calling thread is interrupted, which stays interrupted; the rest goes on. The second time does nothing.
     */
    @Override
    public void close() {
        if (hook != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException ending) {
                // The hook itself is what runs, or will: it does the same as this.
            }
        }
        end();
    }

    private void end() {
        rounds.close();
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        }
    }
}
