package io.highgate.drills.upstreams;

import io.highgate.drills.client.Account;
import io.highgate.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** An origin that lies: it answers, quickly, and much of it is 500. */
class OneHalfBrokenTest {

    /** So many find one out, each time, whatever the pace. */
    private static final int FINDERS = 40;

    @TempDir
    Path folder;

    private static final long DAY = Duration.ofDays(1).toMillis();

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
            trio.one().failing(100);
            String address = trio.one().address();
            Await.until(
                    "it is left out three times, and asked again",
                    Duration.ofMinutes(1),
                    () -> spellsOut(trio.gateway().log(), address).size() >= 3);
            List<Duration> spells = spellsOut(trio.gateway().log(), address).subList(0, 3);
            long until = System.nanoTime();

            Account account = trio.settle("flapping of one", "out " + spells.size() + " times");
            assertThat(account.failed().outcomes().keySet()).containsExactly("500");
            fewSawIt(account.due(since, until));
            assertThat(spells).isSorted();
            assertThat(spells.getFirst()).isGreaterThan(Duration.ofMillis(900));
            assertThat(spells.getLast()).isGreaterThan(Duration.ofMillis(2_900));
            assertThat(trio.postsSentTwice()).isEmpty();
        }
    }

    /** How long each time lasted that is over, by the gateway's own log: who looks from outside may miss one. */
    private static List<Duration> spellsOut(String log, String address) {
        Matcher line = Pattern.compile("(\\d\\d:\\d\\d:\\d\\d\\.\\d{3}) .* " + Pattern.quote(address)
                        + " of upstream trio is (left out|asked again)")
                .matcher(log);
        List<Duration> spells = new ArrayList<>();
        LocalTime out = LocalTime.MIDNIGHT;
        while (line.find()) {
            LocalTime at = LocalTime.parse(line.group(1));
            if (line.group(2).equals("left out")) {
                out = at;
            } else {
                spells.add(Duration.ofMillis(
                        Math.floorMod(Duration.between(out, at).toMillis(), DAY)));
            }
        }
        return spells;
    }
}
