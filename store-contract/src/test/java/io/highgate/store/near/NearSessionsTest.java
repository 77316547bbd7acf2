package io.highgate.store.near;

import io.highgate.store.StoreAwayException;
import io.highgate.store.contract.SessionContract;
import io.highgate.store.session.Session;
import io.highgate.store.session.SessionStore;
import io.highgate.testkit.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static io.highgate.store.contract.Stages.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NearSessionsTest extends SessionContract {

    private static final Duration TRUSTED = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMillis(50);
    private static final NearSessions.Bounds BOUNDS = new NearSessions.Bounds(TRUSTED, PATIENCE, 100);
    private static final String TOKEN = "a".repeat(32);

    private final FakeTime time = new FakeTime();
    private final FarSessions far = new FarSessions(this::now);
    private final NearSessions store = new NearSessions(far, this::now, BOUNDS);
    private final NearSessions other = new NearSessions(far, this::now, BOUNDS);

    @Override
    protected SessionStore store() {
        return store;
    }

    @Override
    protected void pass(Duration passed) {
        time.pass(passed);
    }

    @Override
    protected Instant now() {
        return Instant.EPOCH.plusNanos(time.nanos());
    }

    private Session opened(String token) {
        Session session = new Session(token, "joe", "client", List.of(), now(), now().plusSeconds(600));
        done(store.open(session));
        return session;
    }

    private void isAway(CompletionStage<?> stage) {
        assertThatThrownBy(() -> done(stage)).hasCauseInstanceOf(StoreAwayException.class);
    }

    @Test
    void whatWasSeenIsNotAskedForAgainForAWhile() {
        Session session = opened(TOKEN);
        assertThat(done(other.find(TOKEN))).isEqualTo(session);
        int asked = far.asked;
        assertThat(done(store.find(TOKEN))).isEqualTo(session);
        assertThat(done(other.find(TOKEN))).isEqualTo(session);
        assertThat(far.asked).isEqualTo(asked);
        assertThat(other.counts().near()).isEqualTo(1);
        pass(TRUSTED);
        assertThat(done(other.find(TOKEN))).isEqualTo(session);
        assertThat(far.asked).isEqualTo(asked + 1);
    }

    @Test
    void whatIsClosedElsewhereIsGoneAtOnce() {
        opened(TOKEN);
        done(other.find(TOKEN));
        done(other.close(TOKEN));
        far.away = true;
        isAway(store.find(TOKEN));
        isAway(other.find(TOKEN));
    }

    @Test
    void aClosingThatNobodyToldIsNoticedWithinTheBound() {
        opened(TOKEN);
        far.silent = true;
        done(other.close(TOKEN));
        assertThat(done(store.find(TOKEN))).isNotNull();
        pass(TRUSTED);
        assertThat(done(store.find(TOKEN))).isNull();
        far.away = true;
        isAway(store.find(TOKEN));
    }

    @Test
    void allAreAskedForAgainWhenClosingsMayHaveBeenMissed() {
        opened(TOKEN);
        far.silent = true;
        done(far.close(TOKEN));
        far.tell(SessionStore.ALL);
        assertThat(done(store.find(TOKEN))).isNull();
    }

    @Test
    void whatWasSeenServesWhileTheStoreIsAwayAndNothingElse() {
        Session session = opened(TOKEN);
        far.away = true;
        pass(TRUSTED.multipliedBy(2));
        assertThat(done(store.find(TOKEN))).isEqualTo(session);
        assertThat(store.counts().away()).isEqualTo(1);
        isAway(store.find("b".repeat(32)));
        isAway(store.open(session));
        isAway(store.closeAll("joe"));
        pass(Duration.ofMinutes(10));
        isAway(store.find(TOKEN));
    }

    @Test
    void whoLogsOutWhileTheStoreIsAwayIsNotServedHere() {
        opened(TOKEN);
        far.away = true;
        isAway(store.close(TOKEN));
        isAway(store.find(TOKEN));
    }

    @Test
    void anAnswerThatIsOlderThanAClosingIsNotKept() {
        opened(TOKEN);
        far.gate = new CompletableFuture<>();
        CompletionStage<@Nullable Session> slow = other.find(TOKEN);
        done(store.close(TOKEN));
        far.gate.complete(null);
        done(slow);
        far.gate = null;
        assertThat(done(other.find(TOKEN))).isNull();
        assertThat(other.size()).isZero();
    }

    @Test
    void whatWasSeenServesSoonWhileTheStoreIsSlow() {
        Session session = opened(TOKEN);
        pass(TRUSTED);
        far.gate = new CompletableFuture<>();
        assertThat(done(store.find(TOKEN))).isEqualTo(session);
        assertThat(store.counts().away()).isEqualTo(1);
        CompletionStage<@Nullable Session> unseen = store.find("b".repeat(32));
        assertThat(unseen.toCompletableFuture()).isNotDone();
        far.gate.complete(null);
        assertThat(done(unseen)).isNull();
        assertThat(done(store.find(TOKEN))).isEqualTo(session);
        assertThat(store.counts().near()).isEqualTo(1);
    }

    @Test
    void copiesAreBounded() {
        for (int i = 0; i < 500; i++) {
            opened("%032x".formatted(i));
        }
        assertThat(store.size()).isEqualTo(100);
    }
}
