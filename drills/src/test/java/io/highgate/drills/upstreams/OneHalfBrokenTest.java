package io.highgate.drills.upstreams;

import io.highgate.drills.client.Account;
import io.highgate.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
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

    /** So long without a finding, and one earlier ejection is forgotten: three times {@code ejectFor}. */
    private static final Duration FORGIVEN_AFTER = Duration.ofSeconds(3);

    /** How much later than what it tells of a line of the log may be written. */
    private static final Duration AT_MOST_LATE = Duration.ofMillis(250);

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
        try (Trio trio = Trio.before(folder, "balancer: round-robin, health: {passive: {ejectFor: 1s}}")
                .underLoad(Trio.GETS, Trio.POSTS)) {
            long since = System.nanoTime();
            trio.one().failing(100);
            String address = trio.one().address();
            Await.until(
                    "it is left out three times, and asked again",
                    Duration.ofMinutes(1),
                    () -> Spell.in(trio.gateway().log(), address).size() >= 3);
            List<Spell> spells = Spell.in(trio.gateway().log(), address).subList(0, 3);
            long until = System.nanoTime();

            Account account = trio.settle("flapping of one", "out " + spells);
            assertThat(account.failed().outcomes().keySet()).containsExactly("500");
            fewSawIt(account.due(since, until));
            assertThat(trio.postsSentTwice()).isEmpty();
            int times = 0;
            Duration asked = Duration.ZERO;
            for (Spell spell : spells) {
                times = Math.max(0, times - (int) asked.plus(AT_MOST_LATE).dividedBy(FORGIVEN_AFTER)) + 1;
                assertThat(spell.out())
                        .as("ejection %d in a row of %s", times, spells)
                        .isGreaterThan(Duration.ofSeconds(times).minus(AT_MOST_LATE));
                asked = spell.askedAfterwards();
            }
            // its share is a third again at once
            trio.inTime(() -> assertThat(spells)
                    .allSatisfy(it -> assertThat(it.askedAfterwards()).isLessThan(Duration.ofSeconds(1))));
        }
    }

    /**
     * One time that it was left out, by the gateway's own log: who looks from outside may miss one.
     *
     * @param out for how long
     * @param askedAfterwards how long it was asked then before it was left out again; where requests are few that is
     *     long, and such a time without a finding counts in its favour
     */
    private record Spell(Duration out, Duration askedAfterwards) {

        static List<Spell> in(String log, String address) {
            List<LocalTime> out = moments(log, address + " of upstream trio is left out");
            List<LocalTime> again = moments(log, address + " of upstream trio is asked again");
            List<Spell> spells = new ArrayList<>();
            for (int i = 0; i + 1 < out.size() && i < again.size(); i++) {
                spells.add(new Spell(between(out.get(i), again.get(i)), between(again.get(i), out.get(i + 1))));
            }
            return spells;
        }

        private static List<LocalTime> moments(String log, String of) {
            return Pattern.compile("(\\d\\d:\\d\\d:\\d\\d\\.\\d{3}) .* " + Pattern.quote(of))
                    .matcher(log)
                    .results()
                    .map(it -> LocalTime.parse(it.group(1)))
                    .toList();
        }

        /** A little before, as two threads write their lines in any order, is none. */
        private static Duration between(LocalTime from, LocalTime to) {
            long later = Math.floorMod(Duration.between(from, to).toMillis(), DAY);
            return Duration.ofMillis(later > DAY / 2 ? 0 : later);
        }
    }
}
