package io.highgate.traffic.overload;

import io.highgate.traffic.overload.QueueingServer.Phase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AdaptiveLimitTest {

    private static final long MILLI = 1_000_000L;

    private final AdaptiveLimit limit = new AdaptiveLimit(AdaptiveSettings.usual(), 0);

    /** What the issue asks for: at three times the capacity at least 90 % of it, in bounded time. */
    @ParameterizedTest
    @CsvSource({
        "20,   20, true",
        "20,   20, false",
        "100,  50, true",
        "100,  50, false",
        "8,     5, false",
        "50,  200, false",
        "200, 10,  false"
    })
    void atThreeTimesTheCapacityGoodputAndTimesStayGood(int workers, double millis, boolean evenly) {
        for (long seed = 1; seed <= 5; seed++) {
            QueueingServer server = new QueueingServer(new AdaptiveLimit(AdaptiveSettings.usual(), 0), seed, evenly)
                    .becomes(workers, millis);
            server.offer(3, 30);
            Phase steady = server.offer(3, 60);
            String what = workers + " x " + millis + " ms, seed " + seed + ": " + steady;
            assertThat(steady.goodput()).as(what).isGreaterThanOrEqualTo(0.9);
            assertThat(steady.meanMillis()).as(what).isLessThan(3 * millis);
            assertThat(steady.p99Millis()).as(what).isLessThan(evenly ? 4 * millis : 8 * millis);
        }
    }

    @Test
    void theLimitDoesNotSwing() {
        QueueingServer server = new QueueingServer(limit, 7, false).becomes(100, 50);
        server.offer(3, 40);
        for (int i = 0; i < 10; i++) {
            Phase between = server.offer(3, 3);
            assertThat(between.goodput()).as("%s", between).isGreaterThan(0.85);
            assertThat(between.highest()).as("%s", between).isLessThan(400);
        }
    }

    @Test
    void itRecoversWhenTheLoadFallsAndWhenTheUpstreamChanges() {
        QueueingServer server = new QueueingServer(limit, 3, false).becomes(50, 20);
        server.offer(3, 30);
        server.offer(0.5, 1);
        Phase calm = server.offer(0.5, 20);
        assertThat(calm.goodput()).as("%s", calm).isGreaterThan(0.49);
        assertThat(calm.meanMillis()).as("%s", calm).isLessThan(22);
        server.becomes(50, 60); // a third of what it was
        server.offer(2, 40);
        Phase slower = server.offer(2, 30);
        assertThat(slower.goodput()).as("%s", slower).isGreaterThan(0.9);
        assertThat(slower.meanMillis()).as("%s", slower).isLessThan(180);
        server.becomes(50, 20);
        server.offer(2, 20);
        Phase back = server.offer(2, 30);
        assertThat(back.goodput()).as("%s", back).isGreaterThan(0.9);
        assertThat(back.meanMillis()).as("%s", back).isLessThan(60);
    }

    @Test
    void oneThatBeginsUnderAMultipleOfItsLoadFindsItsWayDown() {
        AdaptiveSettings high =
                new AdaptiveSettings(4, 400, 1_000, 1.5, 0.4, Duration.ofMillis(100), Duration.ofSeconds(10));
        QueueingServer server = new QueueingServer(new AdaptiveLimit(high, 0), 5, false).becomes(20, 20);
        server.offer(3, 120);
        Phase steady = server.offer(3, 30);
        assertThat(steady.meanMillis()).as("%s", steady).isLessThan(80);
        assertThat(steady.goodput()).as("%s", steady).isGreaterThan(0.9);
    }

    @Test
    void neverMoreThanTheLimitAreInFlight() {
        assertThat(IntStream.range(0, 100).filter(i -> limit.tryAcquire()).count())
                .isEqualTo(20);
        assertThat(limit.refusals()).isEqualTo(80);
        limit.onIgnored();
        assertThat(limit.tryAcquire()).isTrue();
        assertThat(limit.inFlight()).isEqualTo(20);
    }

    @Test
    void dropsLowerItDownToItsMinimum() {
        long now = 0;
        for (int i = 0; i < 200; i++) {
            now += 200 * MILLI;
            assertThat(limit.tryAcquire()).isTrue();
            limit.onDropped(now);
        }
        assertThat(limit.limit()).isEqualTo(4);
        assertThat(limit.inFlight()).isZero();
    }

    @Test
    void whatIsHardlyUsedDoesNotMove() {
        long now = 0;
        for (int i = 0; i < 2_000; i++) {
            now += 20 * MILLI;
            limit.tryAcquire();
            limit.onSuccess(now - (i + 1) * MILLI / 10, now);
        }
        assertThat(limit.limit()).isEqualTo(20);
    }

    @Test
    void aClockThatJumpsBackDoesNotStopIt() {
        long now = 3_600_000 * MILLI;
        for (int i = 0; i < 2_000; i++) {
            now = i == 1_000 ? 0 : now + MILLI;
            IntStream.range(0, 25).forEach(it -> limit.tryAcquire());
            while (limit.inFlight() > 0) {
                limit.onSuccess(now - 10 * MILLI, now);
            }
            limit.tryAcquire();
            limit.onSuccess(now + 5 * MILLI, now);
        }
        assertThat(limit.limit()).isGreaterThan(20);
    }

    @Test
    void otherBoundsAreAdoptedAtOnce() {
        limit.adopt(new AdaptiveSettings(1, 1, 10, 1.5, 0.4, Duration.ofMillis(100), Duration.ofSeconds(10)), 0);
        assertThat(limit.limit()).isEqualTo(10);
    }

    @Test
    void manyThreadsNeverPassTheLimitAndLeaveNothingBehind() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger tooMany = new AtomicInteger();
        AdaptiveLimit fixed = new AdaptiveLimit(
                new AdaptiveSettings(2, 2, 2, 1.5, 0.4, Duration.ofMillis(1), Duration.ofSeconds(1)), 0);
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(thread -> new Thread(() -> {
                    for (int i = 0; i < 50_000; i++) {
                        if (fixed.tryAcquire()) {
                            if (inside.incrementAndGet() > 2) {
                                tooMany.incrementAndGet();
                            }
                            inside.decrementAndGet();
                            fixed.onSuccess(i * 10_000L, i * 10_000L + 500);
                        }
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(tooMany).hasValue(0);
        assertThat(fixed.inFlight()).isZero();
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new AdaptiveSettings(0, 20, 10, Double.NaN, 0, Duration.ZERO, Duration.ZERO))
                .hasMessageContaining("min must")
                .hasMessageContaining("initial")
                .hasMessageContaining("tolerance")
                .hasMessageContaining("smoothing")
                .hasMessageContaining("window")
                .hasMessageContaining("recalibrate");
        assertThatThrownBy(() -> new AdaptiveSettings(10, 10, 5, 1.5, 1, second, second.multipliedBy(2)))
                .hasMessageContaining("max must");
        assertThatThrownBy(() -> new AdaptiveSettings(1, 1, 5, 0.9, 1, second, second))
                .hasMessageContaining("tolerance")
                .hasMessageContaining("longer than window");
    }
}
