package io.highgate.testkit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AwaitTest {

    private static final Duration SHORT = Duration.ofMillis(30);

    @Test
    void looksAgainUntilTheConditionHolds() {
        AtomicInteger looks = new AtomicInteger();
        Await.until("the third look", () -> looks.incrementAndGet() == 3);
        assertThat(looks).hasValue(3);
    }

    @Test
    void aConditionThatThrowsDoesNotHoldYet() {
        AtomicInteger looks = new AtomicInteger();
        Await.until("no failure", () -> {
            if (looks.incrementAndGet() < 3) {
                throw new AssertionError("not yet");
            }
            return true;
        });
        assertThat(looks).hasValue(3);
    }

    @Test
    void failsAtTheDeadlineAndSaysWhatDidNotHappenAndWhy() {
        assertThatThrownBy(() -> Await.until("the impossible", SHORT, () -> {
                    throw new IllegalStateException("the reason");
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessage("within 30 ms did not happen: the impossible; the last try:"
                        + " java.lang.IllegalStateException: the reason")
                .hasRootCauseMessage("the reason");
    }

    @Test
    void failsAtTheDeadlineWhenTheConditionNeverHolds() {
        assertThatThrownBy(() -> Await.until("the impossible", SHORT, () -> false))
                .hasMessageContaining("the impossible")
                .hasNoCause();
    }

    @Test
    void anInterruptedThreadWaitsNoLonger() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Await.until("something", () -> false)).hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }
}
