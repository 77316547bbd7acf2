package io.highgate.bench;

import io.highgate.traffic.breaker.Breaker;
import io.highgate.traffic.breaker.BreakerSettings;
import io.highgate.traffic.breaker.Faults;
import io.highgate.traffic.health.Attempted;
import io.highgate.traffic.health.EndpointHealth;
import io.highgate.traffic.health.HealthListener;
import io.highgate.traffic.health.HealthSettings;
import io.highgate.traffic.health.Standing;
import io.highgate.traffic.health.UpstreamHealth;
import io.highgate.traffic.overload.AdaptiveLimit;
import io.highgate.traffic.overload.AdaptiveSettings;
import io.highgate.traffic.overload.Bulkhead;
import io.highgate.traffic.overload.BulkheadSettings;
import io.highgate.traffic.overload.Shedding;
import io.highgate.traffic.overload.SheddingSettings;
import io.highgate.traffic.retry.RetryBudget;
import io.highgate.traffic.retry.RetryBudgetSettings;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

/**
 * What a request pays for the policies around it while all is well: circuit, retry budget and limits
 * together, by one event loop and by two that share the upstream; and each alone. Time moves 10 us
 * with each request, so that windows pass as they would.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PolicyBenchmark {

    private static final long BETWEEN = 10_000;

    private final Breaker breaker = new Breaker(BreakerSettings.byRatio(), (from, to, why) -> {
        throw new IllegalStateException("nothing fails here, yet " + from + " to " + to + ": " + why);
    });
    private final Faults faults = Faults.serverErrors();
    private final RetryBudget budget = new RetryBudget(RetryBudgetSettings.usual());
    private final AdaptiveLimit limit = new AdaptiveLimit(AdaptiveSettings.usual(), 0);
    private final Bulkhead bulkhead = new Bulkhead(new BulkheadSettings(1_000, 0));
    private final Shedding shedding = new Shedding(SheddingSettings.usual());
    private final EndpointHealth health =
            new UpstreamHealth(HealthSettings.usual(), new Silent()).join("an endpoint", 0);

    /** One event loop's time. */
    @State(Scope.Thread)
    public static class Clock {
        private long now;

        private long tick() {
            return now += BETWEEN;
        }
    }

    /** The three that the goal of 100 ns is about. */
    @Benchmark
    public boolean breakerBudgetAndLimits(Clock clock) {
        return request(clock);
    }

    /** The same from two threads at once. */
    @Benchmark
    @Threads(2)
    public boolean breakerBudgetAndLimitsOfTwoLoops(Clock clock) {
        return request(clock);
    }

    @Benchmark
    public long breakerAlone(Clock clock) {
        long now = clock.tick();
        long permit = breaker.tryAcquire(now);
        breaker.onResult(permit, faults.ofStatus(200, BETWEEN), now);
        return permit;
    }

    @Benchmark
    public void budgetAlone(Clock clock) {
        budget.onRequest(clock.tick());
    }

    @Benchmark
    public boolean limitAlone(Clock clock) {
        long now = clock.tick();
        boolean in = limit.tryAcquire();
        limit.onSuccess(now, now + BETWEEN);
        return in;
    }

    @Benchmark
    public Bulkhead.Entry bulkheadAlone() {
        Bulkhead.Entry entry = bulkhead.enter();
        bulkhead.leave();
        return entry;
    }

    @Benchmark
    public boolean healthAlone(Clock clock) {
        long now = clock.tick();
        boolean usable = health.isUsable(now);
        health.onAttempt(Attempted.SUCCESS, BETWEEN, now);
        return usable;
    }

    private boolean request(Clock clock) {
        long now = clock.tick();
        if (!shedding.admits(2) || bulkhead.enter() != Bulkhead.Entry.ENTERED || !limit.tryAcquire()) {
            throw new IllegalStateException("nothing is refused here");
        }
        budget.onRequest(now);
        long permit = breaker.tryAcquire(now);
        breaker.onResult(permit, faults.ofStatus(200, BETWEEN), now);
        limit.onSuccess(now, now + BETWEEN);
        return bulkhead.leave();
    }

    /** Nothing flips here. */
    private static final class Silent implements HealthListener {

        @Override
        public void flipped(String endpoint, Standing from, Standing to) {
            throw new IllegalStateException(endpoint + " flipped from " + from + " to " + to);
        }

        @Override
        public void panicked(boolean panicking) {
            throw new IllegalStateException("panic");
        }
    }
}
