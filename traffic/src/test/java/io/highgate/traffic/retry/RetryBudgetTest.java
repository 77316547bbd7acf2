package io.highgate.traffic.retry;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RetryBudgetTest {

    private static final long SECOND = 1_000_000_000L;

    private final RetryBudget budget = new RetryBudget(RetryBudgetSettings.usual());

    private int retriesOf(int tries, long now) {
        return (int) IntStream.range(0, tries).filter(i -> budget.tryRetry(now)).count();
    }

    @Test
    void aFifthOfTheRequestsAndAMinimum() {
        IntStream.range(0, 1_000).forEach(i -> budget.onRequest(0));
        assertThat(budget.left(0)).isEqualTo(230);
        assertThat(retriesOf(1_000, 0)).isEqualTo(230);
        assertThat(budget.exhausted()).isEqualTo(770);
        assertThat(budget.left(0)).isZero();
    }

    @Test
    void aQuietUpstreamHasTheMinimum() {
        assertThat(retriesOf(100, 0)).isEqualTo(30);
        assertThat(retriesOf(100, 9 * SECOND)).isZero();
        assertThat(retriesOf(100, 10 * SECOND)).isEqualTo(30);
    }

    @Test
    void requestsOfLongAgoAllowNothing() {
        IntStream.range(0, 1_000).forEach(i -> budget.onRequest(0));
        assertThat(retriesOf(1_000, 11 * SECOND)).isEqualTo(30);
    }

    @Test
    void aClockThatJumpsBackAllowsNoMoreThanOnceAgainTheMinimum() {
        IntStream.range(0, 1_000).forEach(i -> budget.onRequest(100 * SECOND));
        retriesOf(1_000, 100 * SECOND);
        assertThat(retriesOf(1_000, 3 * SECOND)).isEqualTo(30);
    }

    @Test
    void otherSettingsGoOnFromTheSameCounts() {
        IntStream.range(0, 1_000).forEach(i -> budget.onRequest(0));
        budget.adopt(new RetryBudgetSettings(0.1, 0, Duration.ofSeconds(10)));
        assertThat(retriesOf(1_000, 0)).isEqualTo(100);
        budget.adopt(new RetryBudgetSettings(1, 0, Duration.ofSeconds(1)));
        assertThat(retriesOf(1_000, 0)).isZero();
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new RetryBudgetSettings(Double.NaN, -1, Duration.ZERO))
                .hasMessageContaining("ratio")
                .hasMessageContaining("minimumPerSecond")
                .hasMessageContaining("window");
        assertThatThrownBy(() -> new RetryBudgetSettings(-0.1, 0, Duration.ofSeconds(1)))
                .hasMessageContaining("ratio");
        assertThatThrownBy(() -> new RetryBudgetSettings(11, 0, Duration.ofSeconds(1)))
                .hasMessageContaining("ratio");
    }

    /** After each grant, retries of the window are within what the window's requests allow. */
    @Property(tries = 300)
    void isNeverExceeded(@ForAll @Size(min = 1, max = 500) List<@IntRange(min = 0, max = 999) Integer> events) {
        RetryBudgetSettings settings = new RetryBudgetSettings(0.2, 1, Duration.ofSeconds(10));
        RetryBudget tried = new RetryBudget(settings);
        long[] requests = new long[100_000];
        long[] retries = new long[100_000];
        long now = 0;
        for (int event : events) {
            now += event % 100 == 0 ? 3 * SECOND : event * 1_000_000L;
            int second = (int) (now / SECOND);
            if (event % 3 != 0) {
                tried.onRequest(now);
                requests[second]++;
            } else if (tried.tryRetry(now)) {
                retries[second]++;
                long asked = IntStream.rangeClosed(Math.max(0, second - 9), second)
                        .mapToLong(i -> requests[i])
                        .sum();
                long granted = IntStream.rangeClosed(Math.max(0, second - 9), second)
                        .mapToLong(i -> retries[i])
                        .sum();
                assertThat(granted).isLessThanOrEqualTo((long) (0.2 * asked) + 10);
            }
        }
    }

    @RepeatedTest(30)
    void isNeverExceededByThreadsThatRace() throws Exception {
        AtomicLong requests = new AtomicLong();
        AtomicInteger granted = new AtomicInteger();
        AtomicInteger broken = new AtomicInteger();
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(thread -> new Thread(() -> {
                    for (int i = 0; i < 5_000; i++) {
                        if (i % 2 == 0) {
                            requests.incrementAndGet(); // before it is counted, so that the bound below is sure
                            budget.onRequest(i);
                        } else if (budget.tryRetry(i)) {
                            int mine = granted.incrementAndGet();
                            if (mine > 0.2 * requests.get() + 30) {
                                broken.incrementAndGet();
                            }
                        }
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(broken).hasValue(0);
        assertThat(granted.get()).isBetween(1_900, 2_030);
    }
}
