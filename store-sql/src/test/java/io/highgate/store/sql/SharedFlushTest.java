package io.highgate.store.sql;

import io.highgate.testkit.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SharedFlushTest {

    private final SharedFlush shared = new SharedFlush();
    private final AtomicInteger begun = new AtomicInteger();

    @Test
    void oneAfterTheOtherFlushesEachTime() {
        shared.await(begun::incrementAndGet);
        shared.await(begun::incrementAndGet);

        assertThat(begun).hasValue(2);
    }

    /** Each registration waited for a flush of its own, and 10,000 instances took minutes. */
    @Test
    void allWhoComeWhileOneFlushesShareTheNext() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        List<Thread> waiting = new ArrayList<>();
        Thread flushing = Thread.ofVirtual()
                .start(() -> shared.await(() -> {
                    begun.incrementAndGet();
                    await(first);
                }));
        Await.until("one flushes", () -> begun.get() == 1);
        for (int i = 0; i < 20; i++) {
            waiting.add(Thread.ofVirtual().start(() -> shared.await(begun::incrementAndGet)));
        }
        Await.until("the others wait", () -> waiting.stream().allMatch(it -> it.getState() == Thread.State.WAITING));

        assertThat(begun).hasValue(1); // what began before they came does not count for them
        first.countDown();
        flushing.join();
        for (Thread one : waiting) {
            one.join();
        }

        assertThat(begun).hasValue(2);
    }

    @Test
    void aFlushThatFailsCoversNobody() {
        assertThatThrownBy(() -> shared.await(() -> {
                    throw new IllegalStateException("the disk is full");
                }))
                .hasMessage("the disk is full");

        shared.await(begun::incrementAndGet);

        assertThat(begun).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
