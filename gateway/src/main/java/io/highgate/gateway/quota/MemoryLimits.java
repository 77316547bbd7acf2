package io.highgate.gateway.quota;

import io.highgate.base.time.Ticker;
import io.highgate.store.limit.Allowance;
import io.highgate.store.limit.LimitRule;
import io.highgate.store.limit.LimitStore;
import io.highgate.traffic.limit.LimitSettings;
import io.highgate.traffic.limit.Meter;
import io.highgate.traffic.limit.Meters;
import io.highgate.traffic.limit.Taken;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Limits of one process, which answer at once. Lies here and not in the store because it counts with the
 * policies of {@code traffic}, which stores do not know. Thread-safe.
 */
public final class MemoryLimits implements LimitStore {

    private static final long MICRO = 1_000;

    private final Ticker ticker;
    private final int most;
    private final ConcurrentHashMap<LimitRule, Meters> byRule = new ConcurrentHashMap<>();

    /** @param most keys of each rule that have a count of their own; rules are those of a configuration */
    public MemoryLimits(Ticker ticker, int most) {
        this.ticker = ticker;
        this.most = most;
    }

    @Override
    public CompletionStage<Allowance> take(String key, LimitRule rule, long amount, Duration within) {
        long now = ticker.nanos();
        Meter meter = byRule.computeIfAbsent(rule, it -> new Meters(settings(it), most))
                .of(key, now);
        long word = meter.take(amount, now);
        boolean refused = Taken.isRefused(word);
        long reset = Math.ceilDiv(meter.untilForgotten(now), MICRO) * MICRO;
        return CompletableFuture.completedStage(
                new Allowance(!refused, Taken.left(word), Taken.waitNanos(word), reset));
    }

    private static LimitSettings settings(LimitRule rule) {
        return new LimitSettings(
                LimitSettings.Kind.valueOf(rule.kind().name()),
                rule.amount(),
                rule.period(),
                rule.burst(),
                rule.block(),
                rule.idle());
    }
}
