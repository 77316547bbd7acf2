package io.highgate.gateway.quota;

import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UnderWayTest {

    private final UnderWay underWay = new UnderWay(2, 3);

    @Test
    void soManyOfAKeyAndNoMore() {
        assertThat(underWay.enter("a")).isEqualTo("a");
        assertThat(underWay.enter("a")).isEqualTo("a");
        assertThat(underWay.enter("a")).isNull();
        assertThat(underWay.enter("b")).isEqualTo("b");
        underWay.leave("a");
        assertThat(underWay.enter("a")).isEqualTo("a");
    }

    @Test
    void whoHasLeftTakesNoMemory() {
        underWay.enter("a");
        underWay.enter("b");
        underWay.leave("a");
        underWay.leave("b");
        assertThat(underWay.keys()).isZero();
        assertThatThrownBy(() -> underWay.leave("a")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void keysWithoutRoomAreCountedTogether() {
        for (String key : new String[] {"a", "b", "c"}) {
            underWay.enter(key);
        }
        String first = Objects.requireNonNull(underWay.enter("d"));
        assertThat(underWay.enter("e")).isEqualTo(first);
        assertThat(underWay.enter("f")).isNull();
        assertThat(underWay.crowded()).isEqualTo(3);
        underWay.leave(first);
        assertThat(underWay.enter("g")).isEqualTo(first);
    }

    @Test
    void manyThreadsNeverHaveMoreThanTheAmount() throws InterruptedException {
        UnderWay one = new UnderWay(4, 10);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger tooMany = new AtomicInteger();
        CountDownLatch left = new CountDownLatch(16);
        for (int i = 0; i < 16; i++) {
            Thread.ofPlatform().start(() -> {
                for (int j = 0; j < 2_000; j++) {
                    String key = one.enter("a");
                    if (key != null) {
                        tooMany.addAndGet(inside.incrementAndGet() > 4 ? 1 : 0);
                        inside.decrementAndGet();
                        one.leave(key);
                    }
                }
                left.countDown();
            });
        }
        left.await();
        assertThat(tooMany).hasValue(0);
        assertThat(one.keys()).isZero();
    }
}
