package io.highgate.drills.upstreams;

import io.highgate.drills.client.Account;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** An origin that lies: it answers, quickly, and much of it is 500. */
class OneHalfBrokenTest {

    @TempDir
    Path folder;

    @Test
    void oneThatAnswersHalfWithErrorsIsLeftOutSoThatFewSeeThem() {
        try (Trio trio = Trio.before(folder, "balancer: round-robin").underLoad(Trio.GETS, Trio.POSTS)) {
            long since = System.nanoTime();
            Duration out;
            try (Rotation rotation = trio.watch(trio.one())) {
                trio.one().failing(50);
                rotation.awaitOut(Duration.ofSeconds(5));
                out = rotation.outAfter(since);
            }
            trio.goOn(Duration.ofSeconds(8));
            long until = System.nanoTime();

            Account account = trio.settle("500 for half of one's answers", "out after " + out.toMillis() + " ms");
            assertThat(account.failed().outcomes().keySet()).containsExactly("500");
            assertThat(account.due(since, until).failedPercent()).isLessThan(1);
            assertThat(trio.postsSentTwice()).isEmpty();
        }
    }

    /** It is well again whenever its ejection is over, and broken soon after. */
    @Test
    void oneThatIsBrokenAgainAndAgainIsLeftOutForLongerEachTime() {
        try (Trio trio =
                Trio.before(folder, "health: {passive: {ejectFor: 500ms}}").underLoad(Trio.GETS, Trio.POSTS)) {
            long since = System.nanoTime();
            long times;
            try (Rotation rotation = trio.watch(trio.one())) {
                for (int i = 0; i < 10; i++) {
                    trio.one().failing(i % 2 == 0 ? 100 : 0);
                    trio.goOn(Duration.ofMillis(700));
                }
                times = rotation.timesOut();
            }
            long until = System.nanoTime();

            Account account = trio.settle("flapping of one", "out " + times + " times");
            assertThat(account.failed().outcomes().keySet()).containsExactly("500");
            assertThat(account.due(since, until).failedPercent()).isLessThan(1);
            assertThat(times).isBetween(2L, 5L); // 0.5, 1, 1.5, 2 seconds, and it may fail in between
            assertThat(trio.postsSentTwice()).isEmpty();
        }
    }
}
