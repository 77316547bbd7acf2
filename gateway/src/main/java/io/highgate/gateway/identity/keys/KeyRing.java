package io.highgate.gateway.identity.keys;

import io.highgate.base.time.Ticker;
import io.highgate.gateway.identity.out.Outgoing;
import io.highgate.model.spec.CallSpec;
import io.highgate.model.spec.KeysSpec;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys that all configurations of a process fetch: they outlive each of them, so that a reload while
 * an issuer is away loses nothing, and are forgotten when no configuration in use names them any more.
 * Thread-safe.
 */
public final class KeyRing {

    private static final long BEAT_SECONDS = 1;

    /** Where keys come from, and how they are kept. Equal ones share theirs. */
    public record Origin(String issuer, @Nullable KeysSpec keys, CallSpec call, Duration refresh, Duration cooldown) {}

    private final Ticker ticker;
    private final Executor calls;
    private final Executor blocking;
    private final Map<Origin, WeakReference<FetchedKeys>> known = new ConcurrentHashMap<>();

    /** Calls are made on one executor, files are read on the other. */
    public KeyRing(Ticker ticker, Executor calls, Executor blocking) {
        this.ticker = ticker;
        this.calls = calls;
        this.blocking = blocking;
    }

    /** Looks from now on whether keys are due. */
    public void start(ScheduledExecutorService background) {
        background.scheduleWithFixedDelay(this::beat, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
    }

    /** Fetches what is due. */
    public void beat() {
        known.values().removeIf(it -> it.refersTo(null));
        known.values().forEach(it -> {
            FetchedKeys keys = it.get();
            if (keys != null) {
                keys.beat();
            }
        });
    }

    /** The keys from there; the first fetch has begun. */
    public Keys of(Origin origin) {
        return switch (origin.keys()) {
            case KeysSpec.Shared shared ->
                Keys.fixed(KeySet.shared(shared.secret().reveal()));
            case KeysSpec.Inline inline ->
                switch (Jwks.read(inline.jwks().getBytes(StandardCharsets.UTF_8))) {
                    case Loaded.Good good -> Keys.fixed(good.keys());
                    case Loaded.Bad bad -> Keys.none(origin.issuer(), bad.why());
                };
            case KeysSpec.Url url -> {
                Outgoing outgoing = Outgoing.by(origin.call(), calls);
                yield fetched(origin, url.url(), () -> Loading.url(outgoing, URI.create(url.url())));
            }
            case KeysSpec.File file -> fetched(origin, file.path(), () -> Loading.file(Path.of(file.path()), blocking));
            case null -> {
                Outgoing outgoing = Outgoing.by(origin.call(), calls);
                yield fetched(origin, origin.issuer(), () -> Loading.issuer(outgoing, origin.issuer()));
            }
        };
    }

    /** The lock is for configurations only: requests have their keys already. */
    private synchronized Keys fetched(Origin origin, String name, Supplier<CompletionStage<Loaded>> loader) {
        WeakReference<FetchedKeys> present = known.get(origin);
        FetchedKeys keys = present == null ? null : present.get();
        if (keys == null) {
            keys = new FetchedKeys(new FetchedKeys.Terms(name, origin.refresh(), origin.cooldown()), loader, ticker);
            known.put(origin, new WeakReference<>(keys));
        } else {
            keys.fetchBy(loader);
        }
        keys.beat();
        return keys;
    }

    /** What is counted of each. */
    public List<FetchedKeys.Figures> figures() {
        return known.values().stream()
                .map(WeakReference::get)
                .filter(Objects::nonNull)
                .map(FetchedKeys::figures)
                .toList();
    }
}
