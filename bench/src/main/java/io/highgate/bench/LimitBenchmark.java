package io.highgate.bench;

import io.highgate.gateway.exchange.Account;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.quota.LimitHeaders;
import io.highgate.model.spec.RateLimitSpec.Told;
import io.highgate.traffic.limit.LimitSettings;
import io.highgate.traffic.limit.Meter;
import io.highgate.traffic.limit.Meters;
import io.highgate.traffic.limit.Taken;
import java.time.Duration;
import java.time.InstantSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

/**
 * What a request pays for one local limit: the decision for a key among 100,000, and with what the answer says
 * of it. Time moves 10 us with each request, so that windows pass as they would.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class LimitBenchmark {

    private static final int KEYS = 100_000;
    private static final long BETWEEN = 10_000;
    private static final Duration PERIOD = Duration.ofSeconds(10);

    @Param({"TOKEN_BUCKET", "SLIDING_WINDOW", "FIXED_WINDOW"})
    private LimitSettings.Kind kind = LimitSettings.Kind.TOKEN_BUCKET;

    private final String[] keys = new String[KEYS];
    private final Account.Policy policy = LimitHeaders.policy(Told.IETF, "address", 100, PERIOD);
    private final Headers headers = new Headers(512, 8);
    private Meters meters = new Meters(LimitSettings.bucket(1, PERIOD), 1);
    private long now;
    private int next;

    /** Keys that are known. */
    @org.openjdk.jmh.annotations.Setup
    public void know() {
        meters = new Meters(new LimitSettings(kind, 100, PERIOD, 100, Duration.ZERO), KEYS);
        for (int i = 0; i < KEYS; i++) {
            keys[i] = "10." + (i >> 16) + '.' + (i >> 8 & 255) + '.' + (i & 255);
            meters.take(keys[i], 1, now);
        }
    }

    private Meter meter() {
        now += BETWEEN;
        next = next + 1 == KEYS ? 0 : next + 1;
        return meters.of(keys[next], now);
    }

    @Benchmark
    public long decision() {
        return meter().take(1, now);
    }

    @Benchmark
    public int decisionAndFields() {
        Meter meter = meter();
        Account account = new Account(policy, Taken.left(meter.take(1, now)), meter.untilForgotten(now), null);
        headers.clear();
        LimitHeaders.write(account, false, InstantSource.system(), headers);
        return headers.size();
    }
}
