package io.highgate.traffic.limit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** No permit is lost and none is given twice, however many ask at once. */
class ManyThreadsTest {

    private static final int THREADS = 64;
    private static final int EACH = 2_000;
    private static final int AMOUNT = 1_000;

    @ParameterizedTest
    @EnumSource(LimitSettings.Kind.class)
    void theAmountGoesThroughToTheLastPermit(LimitSettings.Kind kind) throws InterruptedException {
        Meters meters = new Meters(new LimitSettings(kind, AMOUNT, Duration.ofHours(1), AMOUNT, Duration.ZERO), 10);
        AtomicInteger admitted = new AtomicInteger();
        AtomicLong clock = new AtomicLong();
        Thread[] threads = IntStream.range(0, THREADS)
                .mapToObj(i -> Thread.ofPlatform().start(() -> {
                    for (int n = 0; n < EACH; n++) {
                        if (!Taken.isRefused(meters.take("key", 1, clock.incrementAndGet()))) {
                            admitted.incrementAndGet();
                        }
                    }
                }))
                .toArray(Thread[]::new);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(admitted).hasValue(AMOUNT);
    }
}
