package io.highgate.traffic.balance;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DerivedTest {

    @Test
    void othersGoOnWithTheOldTableWhileOneMakesTheNew() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Derived<String> derived = new Derived<>("empty", candidates -> {
            begun.countDown();
            await(mayEnd);
            return "version " + candidates.version();
        });
        Group group = new Group(1);
        try (ExecutorService one = Executors.newSingleThreadExecutor()) {
            Future<String> made = one.submit(() -> derived.of(group));
            await(begun);
            assertThat(derived.of(group)).as("while the first is made").isEqualTo("empty");
            mayEnd.countDown();
            assertThat(made.get(10, TimeUnit.SECONDS)).isEqualTo("version 0");
        }
        assertThat(derived.of(group)).isEqualTo("version 0");
        group.version = 1;
        assertThat(derived.of(group)).isEqualTo("version 1");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aTableIsMadeOncePerVersion() throws Exception {
        AtomicInteger made = new AtomicInteger();
        Derived<Integer> derived = new Derived<>(0, candidates -> made.incrementAndGet());
        Group group = new Group(1);
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                pool.submit(() -> {
                    for (int round = 0; round < 10_000; round++) {
                        derived.of(group);
                    }
                    return null;
                });
            }
        }
        assertThat(made).hasValue(1);
    }

    @Test
    void olderCandidatesDoNotBringTheOldTableBack() {
        AtomicInteger made = new AtomicInteger();
        Derived<Long> derived = new Derived<>(-1L, candidates -> {
            made.incrementAndGet();
            return candidates.version();
        });
        Group old = new Group(1);
        Group young = new Group(1);
        young.version = 7;
        assertThat(derived.of(young)).isEqualTo(7);
        assertThat(derived.of(old)).isEqualTo(7);
        assertThat(made).hasValue(1);
    }

    @Test
    void aVersionMayWrapAround() {
        Derived<Long> derived = new Derived<>(0L, Candidates::version);
        Group group = new Group(1);
        group.version = Long.MAX_VALUE;
        assertThat(derived.of(group)).isEqualTo(Long.MAX_VALUE);
        group.version++;
        assertThat(derived.of(group)).isEqualTo(Long.MIN_VALUE);
    }

    /** A defect in what the candidates answer must not leave everybody with the old table for ever. */
    @Test
    void afterAFailureItIsMadeAgain() {
        AtomicInteger tries = new AtomicInteger();
        Derived<String> derived = new Derived<>("empty", candidates -> {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("first");
            }
            return "made";
        });
        assertThatThrownBy(() -> derived.of(new Group(1))).hasMessage("first");
        assertThat(derived.of(new Group(1))).isEqualTo("made");
    }
}
