package io.highgate.drills.upstreams;

import io.highgate.drills.client.Account;
import io.highgate.drills.client.Calm;
import io.highgate.drills.process.Lateness;
import io.highgate.drills.process.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** All three origins are killed, and come back together after ten seconds. */
class AllDownTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Duration SOON = Duration.ofMillis(200);
    private static final Duration FAST = Duration.ofMillis(20);
    private static final long SOME_MIB = 16 * 1024;

    @TempDir
    Path folder;

    @Test
    void everythingIsRefusedAtOnceNothingGrowsAndTheReturnIsQuietAndQuick() throws Exception {
        try (Trio trio = Trio.before(folder, "balancer: round-robin").underLoad(Trio.GETS, Trio.POSTS)) {
            long threads = threads(trio);
            Memory memory = Memory.of(trio.gateway());
            trio.origins().forEach(it -> it.process().kill());
            long down = System.nanoTime();
            Lateness lateness = Lateness.of(trio.gateway().process());
            Calm.letPass(SOON);
            Duration late = lateness.soFar();
            trio.goOn(Duration.ofSeconds(10));
            long looking = System.nanoTime(); // which costs time of its own
            long threadsDown = threads(trio);
            Memory memoryDown = Memory.of(trio.gateway());
            long until = System.nanoTime();
            trio.origins().forEach(OriginAtWork::restart);
            trio.origins().forEach(OriginAtWork::awaitListening);
            long back = System.nanoTime();
            trio.goOn(Duration.ofSeconds(4));
            long end = System.nanoTime();

            long most = trio.busiestSecond(until);
            Account account =
                    trio.settle("all down for 10 s", "busiest second afterwards: " + most + " at the origins");
            Duration known =
                    SOON.plus(late).plus(account.due(down, down + SECOND).late());
            Account meanwhile = account.due(down + known.toNanos(), looking);
            assertThat(meanwhile.outcomes())
                    .as("from %d ms after they went on", known.toMillis())
                    .containsOnlyKeys("503 NO_ENDPOINT");
            assertThat(account.due(back + SECOND, end).failed().outcomes()).isEmpty();
            assertThat(most).isLessThan(account.due(until, end).busiestSecondBehind() * 12 / 10);
            assertThat(trio.postsSentTwice()).isEmpty();
            assertThat(threadsDown).isLessThanOrEqualTo(threads + 2);
            assertThat(memoryDown.heap()).isLessThan(memory.heap() + SOME_MIB);
            assertThat(memoryDown.direct()).isLessThan(memory.direct() + SOME_MIB);
            trio.inTime(() -> {
                assertThat(meanwhile.quantile(0.5)).isLessThan(FAST);
                assertThat(meanwhile.quantile(0.99)).isLessThan(FAST.multipliedBy(10));
            });
        }
    }

    private static long threads(Trio trio) throws IOException {
        Path tasks = Path.of("/proc", Long.toString(trio.gateway().process().pid()), "task");
        try (var all = Files.list(tasks)) {
            return all.count();
        }
    }
}
