package io.highgate.gateway.quota;

import io.highgate.model.spec.RateLimitSpec;
import io.highgate.model.spec.RateLimitSpec.Mode;
import io.highgate.store.limit.Allowance;
import io.highgate.store.limit.LimitRule;
import io.highgate.store.limit.LimitStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A limit as the store has it: asked for each request, or for a batch of permits. Thread-safe. */
final class SharedLimit {

    private final String id;
    private final LimitRule rule;
    private final LimitStore store;
    private final Duration within;
    private final int batch;
    private final @Nullable Stocks stocks;

    SharedLimit(String id, RateLimitSpec spec, LimitRule rule, LimitStore store) {
        this.id = id;
        this.rule = rule;
        this.store = store;
        this.within = spec.shared().within();
        this.batch = spec.shared().batch();
        this.stocks = spec.mode() == Mode.BATCHED ? new Stocks(spec) : null;
    }

    /** The permits that are in stock for the key; null where none are kept. */
    @Nullable
    Stock stock(String whose, long now) {
        return stocks == null ? null : stocks.of(whose, now);
    }

    /** Asks for one permit, and for a stock of them where they are taken in batches and nobody else asks. */
    CompletionStage<Allowance> ask(String whose, long now) {
        Stock stock = stock(whose, now);
        if (stock == null || !stock.beginToFill(now)) {
            return take(whose, 1);
        }
        return take(whose, batch)
                .whenComplete((allowance, failure) -> fill(stock, failure == null ? allowance : null, 1, now))
                .thenCompose(allowance -> allowance.admitted() || batch == 1
                        ? CompletableFuture.completedStage(allowance)
                        : take(whose, 1));
    }

    /** Fills a stock that is low, while nobody waits for it. */
    void restock(String whose, Stock stock, long now, Reach reach) {
        if (stock.beginToFill(now)) {
            take(whose, batch).whenComplete((allowance, failure) -> {
                fill(stock, failure == null ? allowance : null, 0, now);
                if (failure == null) {
                    reach.answered();
                } else {
                    reach.failed(failure);
                }
            });
        }
    }

    private void fill(Stock stock, @Nullable Allowance allowance, int used, long now) {
        boolean filled = allowance != null && allowance.admitted();
        stock.filled(filled ? batch - used : 0, allowance == null ? 0 : allowance.left(), now);
    }

    private CompletionStage<Allowance> take(String whose, long amount) {
        return store.take(id + '/' + whose, rule, amount, within);
    }
}
