package io.highgate.gateway.identity.keys;

import io.highgate.base.time.Ticker;
import io.highgate.gateway.identity.out.Outgoing;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A provider that is asked for itself when somebody needs to know, once for all who do, and remembered
 * for an hour; while it is away, what it said before counts. Thread-safe.
 */
public final class KnownProvider {

    private static final Duration GOOD = Duration.ofHours(1);

    /** Between two tries while it is away. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Outgoing outgoing;
    private final String issuer;
    private final Ticker ticker;
    private @Nullable CompletableFuture<Provider.Found> underWay;
    private Provider.@Nullable Found known;
    private long due;

    public KnownProvider(Outgoing outgoing, String issuer, Ticker ticker) {
        this.outgoing = outgoing;
        this.issuer = issuer;
        this.ticker = ticker;
    }

    /** What it says; the stage never fails. */
    public CompletionStage<Provider.Found> get() {
        CompletableFuture<Provider.Found> mine = new CompletableFuture<>();
        synchronized (this) {
            if (known != null && ticker.nanos() - due < 0) {
                return CompletableFuture.completedStage(known);
            }
            if (underWay != null) {
                return underWay;
            }
            underWay = mine;
        }
        Provider.ask(outgoing, issuer).whenComplete((found, defect) -> {
            Provider.Found said = defect == null ? found : new Provider.Found.Bad(String.valueOf(defect));
            mine.complete(take(said));
        });
        return mine;
    }

    private synchronized Provider.Found take(Provider.Found said) {
        underWay = null;
        boolean good = said instanceof Provider.Found.Good;
        due = ticker.nanos() + (good ? GOOD : PAUSE).toNanos();
        Provider.Found before = known;
        Provider.Found now = !good && before instanceof Provider.Found.Good ? before : said;
        known = now;
        return now;
    }
}
