package io.highgate.gateway.quota;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Verdict;
import io.highgate.gateway.flow.Pause;
import io.highgate.store.limit.Allowance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The shared limits of one request, asked together in one round trip. Meanwhile the exchange waits, and
 * whoever ends it ends the wait. Confined to its event loop, but for answers, which come on threads of the
 * store and are handed over.
 */
final class Round {

    /** Stores bound the wait themselves, to 50 ms at most: only one that breaks its word is left alone here. */
    private static final long LATEST_NANOS = Duration.ofSeconds(2).toNanos();

    private final Exchange exchange;
    private final Reach reach;
    private final List<Asked> asked = new ArrayList<>(4);
    private @Nullable Pause pause;

    /** A limit that is asked, and what it has answered. */
    private static final class Asked {

        private final RateLimit limit;
        private final String whose;
        private volatile @Nullable Allowance answer;

        Asked(RateLimit limit, String whose) {
            this.limit = limit;
            this.whose = whose;
        }
    }

    Round(Exchange exchange, Reach reach) {
        this.exchange = exchange;
        this.reach = reach;
    }

    void add(RateLimit limit, String whose) {
        asked.add(new Asked(limit, whose));
    }

    Verdict ask() {
        Pause waiting = Pause.begin(exchange.loop(), LATEST_NANOS, this::settle);
        pause = waiting;
        exchange.upstream(waiting);
        AtomicInteger open = new AtomicInteger(asked.size());
        for (Asked one : asked) {
            begin(one).whenComplete((allowance, failure) -> {
                if (failure == null) {
                    one.answer = allowance;
                    reach.answered();
                } else {
                    reach.failed(failure);
                }
                if (open.decrementAndGet() == 0) {
                    exchange.loop().execute(this::settle);
                }
            });
        }
        return Verdict.LATER;
    }

    private CompletionStage<Allowance> begin(Asked one) {
        try {
            return one.limit.ask(exchange, one.whose);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(new CompletionException(e));
        }
    }

    /** Goes on as the limits say, unless the exchange has ended or has gone on by then. */
    @SuppressWarnings("ReferenceEquality") // only this very pause shows that nobody has ended the wait
    private void settle() {
        Pause waiting = pause;
        if (waiting == null || exchange.hasEnded() || exchange.upstream() != waiting) {
            return;
        }
        pause = null;
        waiting.cancel();
        exchange.upstream(null);
        Failure refusal = null;
        for (Asked one : asked) {
            Allowance answer = one.answer;
            Failure said =
                    answer == null ? one.limit.countAway(exchange, one.whose) : one.limit.counted(exchange, answer);
            refusal = refusal == null ? said : refusal;
        }
        if (refusal == null) {
            exchange.resume();
        } else {
            exchange.entrance().refuse(exchange, refusal);
        }
    }
}
