package io.highgate.traffic.breaker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BreakerRaceTest {

    private static final long SECOND = 1_000_000_000L;

    private static void inParallel(int threads, Runnable deed) throws InterruptedException {
        List<Thread> all =
                IntStream.range(0, threads).mapToObj(i -> new Thread(deed)).toList();
        all.forEach(Thread::start);
        for (Thread thread : all) {
            thread.join();
        }
    }

    @RepeatedTest(50)
    void manyThreadsThatFailOpenItOnceAndThenGetExactlyThreeProbes() throws Exception {
        AtomicInteger flips = new AtomicInteger();
        Breaker breaker = new Breaker(BreakerSettings.byRatio(), (from, to, why) -> flips.incrementAndGet());
        inParallel(4, () -> {
            for (int i = 0; i < 50; i++) {
                long permit = breaker.tryAcquire(0);
                if (!Permit.isRefused(permit)) {
                    breaker.onResult(permit, Outcome.FAILURE, 0);
                }
            }
        });
        assertThat(breaker.state()).isEqualTo(CircuitState.OPEN);
        assertThat(flips).hasValue(1);
        AtomicInteger probes = new AtomicInteger();
        inParallel(4, () -> {
            for (int i = 0; i < 50; i++) {
                if (Permit.isProbe(breaker.tryAcquire(5 * SECOND))) {
                    probes.incrementAndGet();
                }
            }
        });
        assertThat(probes).hasValue(3);
        assertThat(flips).hasValue(2);
    }

    /** Flips form a chain: each begins where some other ended, whatever races. */
    @Test
    void flipsAreReportedOnceEach() throws Exception {
        AtomicLong clock = new AtomicLong();
        Map<String, Integer> seen = new ConcurrentHashMap<>();
        BreakerSettings settings =
                new BreakerSettings(new TripRule.Consecutive(2), Duration.ofNanos(50), 2, 2, Duration.ofSeconds(1));
        Breaker breaker = new Breaker(settings, (from, to, why) -> seen.merge(from + " to " + to, 1, Integer::sum));
        inParallel(4, () -> {
            for (int i = 0; i < 50_000; i++) {
                long now = clock.incrementAndGet();
                long permit = breaker.tryAcquire(now);
                if (!Permit.isRefused(permit)) {
                    breaker.onResult(permit, now % 7 < 3 ? Outcome.FAILURE : Outcome.SUCCESS, now);
                }
            }
        });
        int reopened = seen.getOrDefault("HALF_OPEN to OPEN", 0);
        int opened = seen.getOrDefault("CLOSED to OPEN", 0) + reopened;
        int probed = seen.getOrDefault("OPEN to HALF_OPEN", 0);
        int closed = seen.getOrDefault("HALF_OPEN to CLOSED", 0);
        assertThat(opened).isGreaterThan(100);
        assertThat(opened - probed).isBetween(0, 1);
        assertThat(probed - reopened - closed).isBetween(0, 1);
        assertThat(seen).hasSize(4);
    }
}
