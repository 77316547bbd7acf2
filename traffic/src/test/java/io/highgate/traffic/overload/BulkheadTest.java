package io.highgate.traffic.overload;

import io.highgate.traffic.overload.Bulkhead.Entry;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BulkheadTest {

    private final Bulkhead bulkhead = new Bulkhead(new BulkheadSettings(2, 1));

    private Bulkhead full() {
        assertThat(List.of(bulkhead.enter(), bulkhead.enter(), bulkhead.enter()))
                .containsExactly(Entry.ENTERED, Entry.ENTERED, Entry.WAITING);
        return bulkhead;
    }

    @Test
    void whoFindsNeitherPlaceNorRoomToWaitIsRefused() {
        assertThat(full().enter()).isEqualTo(Entry.REFUSED);
        assertThat(bulkhead.inFlight()).isEqualTo(2);
        assertThat(bulkhead.waiting()).isEqualTo(1);
    }

    @Test
    void whoDoesNotWaitComesInOnlyIfAPlaceIsFreeAndNobodyElseWaits() {
        assertThat(bulkhead.tryEnter()).isTrue();
        assertThat(bulkhead.tryEnter()).isTrue();
        assertThat(bulkhead.tryEnter()).isFalse();
        assertThat(bulkhead.enter()).isEqualTo(Entry.WAITING);
        bulkhead.adopt(new BulkheadSettings(4, 1));
        assertThat(bulkhead.tryEnter()).isFalse(); // it would overtake
        assertThat(bulkhead.tryHandOn()).isTrue();
        assertThat(bulkhead.tryEnter()).isTrue();
        assertThat(bulkhead.inFlight()).isEqualTo(4);
    }

    @Test
    void aPlaceIsHandedToWhoWaits() {
        assertThat(full().leave()).isTrue();
        assertThat(bulkhead.inFlight()).isEqualTo(2);
        assertThat(bulkhead.leave()).isFalse();
        assertThat(bulkhead.leave()).isFalse();
        assertThat(bulkhead.inFlight()).isZero();
    }

    @Test
    void whoGivesUpTooLateHasThePlaceAndMustLeaveIt() {
        assertThat(full().giveUp()).isTrue();
        assertThat(bulkhead.enter()).isEqualTo(Entry.WAITING);
        assertThat(bulkhead.leave()).isTrue();
        assertThat(bulkhead.giveUp()).isFalse();
        assertThat(bulkhead.leave()).isFalse();
        assertThat(bulkhead.inFlight()).isEqualTo(1);
    }

    @Test
    void settingsMayGrowAndShrinkUnderIt() {
        full().adopt(new BulkheadSettings(3, 1));
        assertThat(bulkhead.enter()).isEqualTo(Entry.REFUSED); // it would overtake
        assertThat(bulkhead.tryHandOn()).isTrue();
        assertThat(bulkhead.tryHandOn()).isFalse();
        bulkhead.adopt(new BulkheadSettings(1, 1));
        assertThat(bulkhead.enter()).isEqualTo(Entry.WAITING);
        assertThat(bulkhead.leave()).isFalse();
        assertThat(bulkhead.leave()).isFalse();
        assertThat(bulkhead.leave()).isTrue();
    }

    @Test
    void moreMayNotLeaveThanCameIn() {
        assertThatThrownBy(bulkhead::leave).isInstanceOf(IllegalStateException.class);
        assertThat(bulkhead.giveUp()).isFalse();
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new BulkheadSettings(0, -1))
                .hasMessageContaining("inFlight")
                .hasMessageContaining("pending");
        assertThatThrownBy(() -> new BulkheadSettings(-5, 0)).hasMessageContaining("inFlight");
        assertThatThrownBy(() -> new BulkheadSettings(1, Integer.MAX_VALUE)).hasMessageContaining("pending");
    }

    /** Each waiting one gets exactly one place or gives up, and nobody finds more inside than may be. */
    @Test
    void everyPlaceIsUsedOnceWhenManyThreadsRace() throws Exception {
        Bulkhead narrow = new Bulkhead(new BulkheadSettings(2, 2));
        AtomicInteger queue = new AtomicInteger();
        AtomicInteger handed = new AtomicInteger();
        AtomicInteger tooMany = new AtomicInteger();
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(t -> new Thread(() -> {
                    for (int i = 0; i < 50_000; i++) {
                        Entry entry = narrow.enter();
                        if (narrow.inFlight() > 2 || narrow.waiting() > 2) {
                            tooMany.incrementAndGet();
                        }
                        if (entry == Entry.WAITING) {
                            queue.incrementAndGet();
                            if (narrow.giveUp()) {
                                queue.decrementAndGet();
                                continue;
                            }
                        }
                        if (entry != Entry.REFUSED && narrow.leave()) {
                            handed.incrementAndGet();
                        }
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(tooMany).hasValue(0);
        assertThat(queue.get()).isEqualTo(handed.get());
        assertThat(narrow.waiting()).isZero();
        assertThat(narrow.inFlight()).isZero();
    }
}
