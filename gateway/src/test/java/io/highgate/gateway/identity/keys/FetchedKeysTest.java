package io.highgate.gateway.identity.keys;

import io.highgate.gateway.identity.Issuer;
import io.highgate.testkit.FakeTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** When keys are fetched, and which of them count, on a clock that is told when to move. */
class FetchedKeysTest {

    private final FakeTime time = new FakeTime();
    private final Deque<CompletableFuture<Loaded>> asked = new ArrayDeque<>();
    private int fetches;
    private final FetchedKeys keys = new FetchedKeys(
            new FetchedKeys.Terms("issuer", Duration.ofMinutes(15), Duration.ofSeconds(30)), this::ask, time);

    private CompletionStage<Loaded> ask() {
        fetches++;
        CompletableFuture<Loaded> answer = new CompletableFuture<>();
        asked.add(answer);
        return answer;
    }

    private static Loaded good(Issuer issuer, @Nullable Duration lasts) {
        KeySet set = ((Loaded.Good) Jwks.read(Issuer.octets(issuer.jwks()))).keys();
        return new Loaded.Good(set, lasts);
    }

    private void answer(Loaded loaded) {
        asked.remove().complete(loaded);
    }

    @Test
    void theyAreFetchedAtTheFirstBeatAndAgainBeforeTheyAreOutOfDate() {
        keys.beat();
        keys.beat();
        assertThat(fetches).as("one is under way").isEqualTo(1);
        assertThat(keys.current()).isNull();
        answer(good(Issuer.FIRST, null));
        KeySet first = keys.current();
        assertThat(first).isNotNull();
        time.pass(Duration.ofMinutes(12).minusSeconds(1));
        keys.beat();
        assertThat(fetches).isEqualTo(1);
        time.pass(Duration.ofSeconds(1));
        keys.beat();
        assertThat(fetches).isEqualTo(2);
        assertThat(keys.current()).as("the old ones count meanwhile").isSameAs(first);
        answer(good(Issuer.FIRST, null));
        assertThat(keys.current()).as("the same keys: what is remembered holds").isSameAs(first);
    }

    /** With other authorities in the same files, for instance. */
    @Test
    void aLaterConfigurationFetchesThemInItsOwnWay() {
        keys.beat();
        answer(good(Issuer.FIRST, null));
        CompletableFuture<Loaded> elsewhere = new CompletableFuture<>();
        keys.fetchBy(() -> elsewhere);
        assertThat(keys.current()).as("nothing is forgotten").isNotNull();
        KeySet first = keys.current();
        time.pass(Duration.ofMinutes(12));
        keys.beat();
        assertThat(fetches).isEqualTo(1);
        elsewhere.complete(good(Issuer.SECOND, null));
        assertThat(keys.current()).isNotNull().isNotSameAs(first);
    }

    @ParameterizedTest
    @CsvSource({"0, 48", "1, 48", "60, 48", "100, 80", "86400, 69120", "999999999, 69120"})
    void whatTheIssuerSaysOfTheirTimeIsBounded(long says, long fetchedAfter) {
        keys.beat();
        answer(good(Issuer.FIRST, Duration.ofSeconds(says)));
        time.pass(Duration.ofSeconds(fetchedAfter).minusNanos(1));
        keys.beat();
        assertThat(fetches).isEqualTo(1);
        time.pass(Duration.ofNanos(1));
        keys.beat();
        assertThat(fetches).isEqualTo(2);
    }

    @Test
    void aFloodOfUnknownKeysIsOneFetchInEachCooldown() {
        keys.beat();
        answer(good(Issuer.FIRST, null));
        time.pass(Duration.ofSeconds(31));
        List<CompletionStage<@Nullable KeySet>> waiting = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            waiting.add(keys.newerThan(keys.current()));
        }
        assertThat(fetches).isEqualTo(2);
        answer(good(Issuer.SECOND, null));
        assertThat(waiting).allSatisfy(it -> assertThat(it).isCompletedWithValue(keys.current()));
        for (int i = 0; i < 1000; i++) {
            assertThat(keys.newerThan(keys.current())).isCompletedWithValue(keys.current());
        }
        assertThat(fetches).as("cooling down").isEqualTo(2);
        time.pass(Duration.ofSeconds(30));
        keys.newerThan(keys.current());
        assertThat(fetches).isEqualTo(3);
    }

    @Test
    void whoComesLateWithAnOldSetGetsTheNewOneWithoutAFetch() {
        keys.beat();
        answer(good(Issuer.FIRST, null));
        KeySet old = keys.current();
        time.pass(Duration.ofSeconds(31));
        keys.newerThan(old);
        answer(good(Issuer.SECOND, null));
        time.pass(Duration.ofSeconds(31));
        assertThat(keys.newerThan(old)).isCompletedWithValue(keys.current());
        assertThat(fetches).isEqualTo(2);
        assertThat(keys.current()).isNotSameAs(old);
    }

    @Test
    void theOldOnesCountForAsLongAsTheIssuerIsAway() {
        keys.beat();
        answer(good(Issuer.FIRST, null));
        KeySet first = keys.current();
        time.pass(Duration.ofMinutes(12));
        for (int i = 0; i < 50; i++) {
            keys.beat();
            answer(new Loaded.Bad("away"));
            assertThat(keys.isAway()).isTrue();
            assertThat(keys.current()).isSameAs(first);
            time.pass(Duration.ofSeconds(30));
        }
        assertThat(keys.figures().failed()).isEqualTo(50);
        keys.beat();
        answer(good(Issuer.SECOND, null));
        assertThat(keys.isAway()).isFalse();
        assertThat(keys.current()).isNotSameAs(first);
    }

    @Test
    void triesBecomeRarerWhileTheIssuerIsAwayFromTheStart() {
        List<Long> pauses = new ArrayList<>();
        keys.beat();
        for (int i = 0; i < 7; i++) {
            answer(new Loaded.Bad("away"));
            long seconds = 0;
            int before = fetches;
            while (fetches == before) {
                time.pass(Duration.ofSeconds(1));
                seconds++;
                keys.beat();
            }
            pauses.add(seconds);
        }
        assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
    }

    @Test
    void aLoaderThatFailsOtherwiseIsAwayToo() {
        keys.beat();
        asked.remove().completeExceptionally(new IllegalStateException("a defect"));
        assertThat(keys.isAway()).isTrue();
        time.pass(Duration.ofSeconds(1));
        keys.beat();
        assertThat(fetches).isEqualTo(2);
    }
}
