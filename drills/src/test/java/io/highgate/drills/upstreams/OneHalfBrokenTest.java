package io.highgate.drills.upstreams;

import io.highgate.drills.client.Account;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** An origin that lies: it answers, quickly, and much of it is 500. */
class OneHalfBrokenTest {

    /** So many find one out, each time, whatever the pace. */
    private static final int FINDERS = 40;

    @TempDir
    Path folder;

    private static void fewSawIt(Account account) {
        assertThat(account.failed().count()).isLessThan(Math.max(FINDERS, account.count() / 100));
    }

    @Test
    void oneThatAnswersHalfWithErrorsIsLeftOutSoThatFewSeeThem() {
        try (Trio trio = Trio.before(folder, "balancer: round-robin").underLoad(Trio.GETS, Trio.POSTS)) {
            long since = System.nanoTime();
            Duration out;
            try (Rotation rotation = trio.watch(trio.one())) {
                trio.one().failing(50);
                rotation.awaitOut();
                out = rotation.outAfter(since);
            }
            trio.goOn(Duration.ofSeconds(8));
            long until = System.nanoTime();

            Account account = trio.settle("500 for half of one's answers", "out after " + out.toMillis() + " ms");
            assertThat(account.failed().outcomes().keySet()).containsExactly("500");
            fewSawIt(account.due(since, until));
            assertThat(trio.postsSentTwice()).isEmpty();
        }
    }

    /** It stays broken: whenever its ejection is over it is asked again, and found so. */
    @Test
    void oneThatIsBrokenAgainAndAgainIsLeftOutForLongerEachTime() {
        try (Trio trio =
                Trio.before(folder, "health: {passive: {ejectFor: 1s}}").underLoad(Trio.GETS, Trio.POSTS)) {
            long since = System.nanoTime();
            List<Duration> spells;
            try (Rotation rotation = trio.watch(trio.one())) {
                trio.one().failing(100);
                rotation.awaitTimesOut(4);
                spells = rotation.spellsOut();
            }
            long until = System.nanoTime();

            Account account = trio.settle("flapping of one", "out " + spells.size() + " times");
            assertThat(account.failed().outcomes().keySet()).containsExactly("500");
            fewSawIt(account.due(since, until));
            trio.inTime(() -> assertThat(spells).hasSize(3).isSorted());
            assertThat(trio.postsSentTwice()).isEmpty();
        }
    }
}
