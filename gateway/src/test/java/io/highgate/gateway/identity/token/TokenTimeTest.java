package io.highgate.gateway.identity.token;

import io.highgate.gateway.exchange.Caller;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.identity.Finding;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How long what was found out about a token counts, on a clock that is told when to move. */
class TokenTimeTest {

    private static final Finding.Known GOOD =
            new Finding.Known(new Caller("a", "alice", "token", Set.of(), Set.of(), null, List.of(), Map.of(), null));
    private static final Finding BAD = new Finding.Refused("bad");
    private static final Finding AWAY = new Finding.Away("somebody");

    private long now = Instant.parse("2026-11-21T12:00:00Z").toEpochMilli();
    private Object under = "first keys";
    private final Deque<CompletableFuture<Judge.Judged>> asked = new ArrayDeque<>();
    private final TokenAuthenticator tokens = new TokenAuthenticator(
            Where.of(null, null),
            100,
            new Judge() {
                @Override
                public Object under() {
                    return under;
                }

                @Override
                public CompletionStage<Judged> judge(byte[] token) {
                    asked.add(new CompletableFuture<>());
                    return asked.getLast();
                }
            },
            new Remembered(8, new SplittableRandom(7)));

    private Finding look(String token) {
        Headers headers = Headers.empty();
        headers.add(HeaderName.AUTHORIZATION, "Bearer " + token);
        return tokens.look(headers, now);
    }

    private static @Nullable Finding later(Finding finding) {
        return finding instanceof Finding.Pending pending
                ? pending.later().toCompletableFuture().getNow(null)
                : finding;
    }

    private void answer(Finding finding, long freshFor, long endsIn) {
        asked.remove().complete(new Judge.Judged(finding, under, now + freshFor, now + endsIn));
    }

    @Test
    void aGoodOneCountsUntilItsEndAndIsAskedAboutAgainThen() {
        Finding first = look("a");
        assertThat(later(first)).isNull();
        answer(GOOD, 1000, 0);
        assertThat(later(first)).isSameAs(GOOD);
        now += 999;
        assertThat(look("a")).isSameAs(GOOD);
        now += 1;
        assertThat(look("a")).isInstanceOf(Finding.Pending.class);
        assertThat(asked).hasSize(1);
    }

    @Test
    void whatWasCheckedWithOtherKeysCountsForNothing() {
        look("a");
        answer(GOOD, 1000, 0);
        assertThat(look("a")).isSameAs(GOOD);
        under = "second keys";
        assertThat(look("a")).isInstanceOf(Finding.Pending.class);
    }

    @Test
    void allWhoShowTheSameTokenMeanwhileAreOneQuestion() {
        List<Finding> waiting = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            waiting.add(look("a"));
        }
        look("b");
        assertThat(asked).hasSize(2);
        answer(GOOD, 1000, 0);
        assertThat(waiting).allSatisfy(it -> assertThat(later(it)).isSameAs(GOOD));
    }

    @Test
    void aBadOneIsRememberedForItsTimeToo() {
        look("a");
        answer(BAD, 10, 10);
        assertThat(look("a")).isSameAs(BAD);
        now += 10;
        assertThat(look("a")).isInstanceOf(Finding.Pending.class);
    }

    @Test
    void whileNobodyCanBeAskedGoodOnesCountForTheirGraceAndNoLonger() {
        look("a");
        answer(GOOD, 10, 100);
        now += 99;
        Finding within = look("a");
        answer(AWAY, 0, 0);
        assertThat(later(within)).isSameAs(GOOD);
        now += 1;
        Finding beyond = look("a");
        answer(AWAY, 0, 0);
        assertThat(later(beyond)).isSameAs(AWAY);
    }

    @Test
    void badOnesHaveNoGrace() {
        look("a");
        answer(BAD, 10, 100);
        now += 50;
        Finding within = look("a");
        answer(AWAY, 0, 0);
        assertThat(later(within)).isSameAs(AWAY);
    }

    @Test
    void theFieldsOfTheRequestMayBeAnothersByTheTimeTheAnswerComes() {
        Headers headers = Headers.empty();
        headers.add(HeaderName.AUTHORIZATION, "Bearer aaaa");
        tokens.look(headers, now);
        headers.clear();
        headers.add(HeaderName.AUTHORIZATION, "Bearer bbbb");
        answer(GOOD, 1000, 0);
        assertThat(look("aaaa")).isSameAs(GOOD);
        assertThat(look("bbbb")).isInstanceOf(Finding.Pending.class);
    }

    @Test
    void whatIsTooLargeIsNotAskedAbout() {
        assertThat(look("a".repeat(101))).isInstanceOf(Finding.Refused.class);
        assertThat(asked).isEmpty();
    }
}
