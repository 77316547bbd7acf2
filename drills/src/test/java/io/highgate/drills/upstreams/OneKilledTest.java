package io.highgate.drills.upstreams;

import io.highgate.drills.client.Account;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** kill -9 of one of three origins, and its return. */
class OneKilledTest {

    private static final Duration SLOW_START = Duration.ofSeconds(3);

    /** So many may have been sent and not answered at a moment, whatever the pace. */
    private static final int UNDER_WAY = 5;

    @TempDir
    Path folder;

    @Test
    void noGetFailsNoPostGoesTwiceItIsOutWithinFiftyMillisecondsAndComesBackSlowly() {
        try (Trio trio = Trio.before(folder, "slowStart: " + SLOW_START.toSeconds() + "s")
                .underLoad(Trio.GETS, Trio.POSTS)) {
            Duration out;
            Duration in;
            try (Rotation rotation = trio.watch(trio.one())) {
                trio.one().process().kill();
                long gone = System.nanoTime(); // only now has the kernel closed its sockets
                rotation.awaitOut();
                out = rotation.outAfter(gone);
                in = rotation.inUntil(gone);
            }
            trio.goOn(Duration.ofSeconds(2));
            int before = trio.one().noted().size();
            try (Rotation rotation = trio.watch(trio.one())) {
                trio.one().restart();
                trio.one().awaitListening();
                rotation.awaitIn();
            }
            trio.goOn(SLOW_START.plusSeconds(2));

            Account account = trio.settle("kill -9 of one, back again", "out after " + out.toMillis() + " ms at most");
            assertThat(account.gets().failed().outcomes()).isEmpty();
            assertThat(trio.postsSentTwice()).isEmpty();
            assertThat(account.posts().failed().outcomes().keySet()).isSubsetOf("502 UPSTREAM_RESET");
            assertThat(account.posts().failed().count())
                    .isLessThan(Math.max(UNDER_WAY, account.posts().count() / 100));
            trio.inTime(() -> {
                assertThat(in).isLessThan(Duration.ofMillis(50));
                comesBackSlowly(
                        trio,
                        trio.one().noted().subList(before, trio.one().noted().size()));
            });
        }
    }

    private static void comesBackSlowly(Trio trio, List<Noted> since) {
        List<Noted> requests = since.stream().filter(it -> !it.isProbe()).toList();
        long back = requests.getFirst().nanos();
        assertThat(share(trio, requests, back, back + SLOW_START.toNanos() / 6)).isLessThan(0.1);
        long whole = back + SLOW_START.toNanos();
        double chance = 1.5 / Math.sqrt(Math.max(1, count(trio.noted(), whole, whole + 1_000_000_000L)));
        assertThat(share(trio, requests, whole, whole + 1_000_000_000L))
                .isCloseTo(1.0 / 3, within(Math.max(0.05, chance)));
    }

    /** What share of all requests in some time came to one origin. */
    private static double share(Trio trio, List<Noted> there, long from, long to) {
        return count(there, from, to) / (double) Math.max(1, count(trio.noted(), from, to));
    }

    private static long count(List<Noted> notes, long from, long to) {
        return notes.stream()
                .filter(it -> it.nanos() - from >= 0 && it.nanos() - to < 0)
                .count();
    }
}
