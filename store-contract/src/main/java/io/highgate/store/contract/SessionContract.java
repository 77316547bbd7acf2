package io.highgate.store.contract;

import io.highgate.store.session.Session;
import io.highgate.store.session.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static io.highgate.store.contract.Stages.done;
import static io.highgate.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

/** What every store of sessions promises. */
public abstract class SessionContract {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final String user = "user-" + COUNTER.incrementAndGet();

    /** The store, without a session of this test. */
    protected abstract SessionStore store();

    /** Lets the store's time pass. */
    protected abstract void pass(Duration time);

    /** The store's time. */
    protected abstract Instant now();

    private Session session(String digit, Duration time) {
        Instant opened = now().truncatedTo(ChronoUnit.MILLIS);
        String token = (digit + Integer.toHexString(COUNTER.incrementAndGet()))
                .repeat(16)
                .substring(0, 32);
        return new Session(token, user, "client", List.of("crm", "erp"), opened, opened.plus(time));
    }

    private Session opened(String digit, Duration time) {
        Session session = session(digit, time);
        done(store().open(session));
        return session;
    }

    @Test
    void whatWasOpenedIsFoundAsItWas() {
        Session session = opened("a", Duration.ofMinutes(1));
        assertThat(done(store().find(session.token()))).isEqualTo(session);
        assertThat(done(store().find("b".repeat(32)))).isNull();
    }

    @Test
    void oneThatIsOpenedAgainLastsLongerAndIsStillOfItsUser() {
        Session session = opened("a", Duration.ofMinutes(1));
        Session longer = new Session(
                session.token(),
                session.user(),
                session.role(),
                session.allowedCells(),
                session.opened(),
                session.expires().plusSeconds(60));
        done(store().open(longer));
        assertThat(done(store().find(session.token()))).isEqualTo(longer);
        assertThat(done(store().of(user))).containsExactly(longer);
        assertThat(done(store().closeAll(user))).isEqualTo(1);
        assertThat(done(store().find(session.token()))).isNull();
    }

    @Test
    void anExpiredOneIsNot() {
        Session session = opened("a", Duration.ofMillis(300));
        pass(Duration.ofMillis(300));
        until("the session expires", () -> done(store().find(session.token())) == null);
        until("the list is empty", () -> done(store().of(user)).isEmpty());
    }

    @Test
    void aClosedOneIsNotAndTheRestAre() {
        Session first = opened("a", Duration.ofMinutes(1));
        Session second = opened("b", Duration.ofMinutes(1));
        assertThat(done(store().close(first.token()))).isTrue();
        assertThat(done(store().close(first.token()))).isFalse();
        assertThat(done(store().find(first.token()))).isNull();
        assertThat(done(store().of(user))).containsExactly(second);
    }

    @Test
    void allOfAUserCanBeListedAndClosed() {
        Session first = opened("a", Duration.ofMinutes(1));
        pass(Duration.ofMillis(5));
        Session second = opened("b", Duration.ofMinutes(1));
        assertThat(done(store().of(user))).containsExactlyInAnyOrder(first, second);
        assertThat(done(store().of("nobody"))).isEmpty();
        assertThat(done(store().closeAll(user))).isEqualTo(2);
        assertThat(done(store().closeAll(user))).isZero();
        assertThat(done(store().find(second.token()))).isNull();
    }

    @Test
    void whoListensHearsWhatIsClosed() {
        List<String> heard = new CopyOnWriteArrayList<>();
        store().onClosed(heard::add);
        Session first = opened("a", Duration.ofMinutes(1));
        Session second = opened("b", Duration.ofMinutes(1));
        done(store().close(first.token()));
        done(store().closeAll(user));
        until("both are heard of", () -> heard.containsAll(List.of(first.token(), second.token())));
    }
}
