package io.highgate.store.contract;

import io.highgate.store.Written;
import io.highgate.store.user.User;
import io.highgate.store.user.UserStore;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every store of users promises. */
public abstract class UserContract {

    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05.678Z");

    protected abstract UserStore store();

    private static User user() {
        String name = "user-%06d".formatted(COUNTER.incrementAndGet());
        return new User(name, "$argon2id$v=19$...", "client", List.of("crm", "\u4f60"), true, THEN, 0);
    }

    private User added() {
        User user = user();
        assertThat(store().add(user)).isEqualTo(Written.DONE);
        return user.withVersion(1);
    }

    @Test
    void whoWasAddedIsFoundAsAdded() {
        User user = added();
        assertThat(store().find(user.name())).isEqualTo(user);
        assertThat(store().find("nobody")).isNull();
    }

    @Test
    void nobodyIsAddedTwice() {
        User user = added();
        assertThat(store().add(user.withEnabled(false))).isEqualTo(Written.EXISTS);
        assertThat(store().find(user.name())).isEqualTo(user);
    }

    @Test
    void onlyWhoHasSeenTheLastVersionChangesIt() {
        User user = added();
        assertThat(store().change(user.withEnabled(false))).isEqualTo(Written.DONE);
        assertThat(store().change(user.with("admin", List.of()))).isEqualTo(Written.STALE);
        assertThat(store().find(user.name())).isEqualTo(user.withEnabled(false).withVersion(2));
        assertThat(store().change(user().withVersion(1))).isEqualTo(Written.MISSING);
    }

    @Test
    void amongManyWhoChangeTheSameOneDoes() {
        User user = added();
        long done = IntStream.range(0, 32)
                .parallel()
                .filter(i -> store().change(user.withPasswordHash("hash " + i)) == Written.DONE)
                .count();
        assertThat(done).isEqualTo(1);
    }

    @Test
    void areListedByNamePageByPage() {
        User first = added();
        User second = added();
        User third = added();
        assertThat(store().list(first.name(), 2)).containsExactly(second, third);
        assertThat(store().list(first.name(), 1)).containsExactly(second);
        assertThat(store().list(third.name(), 10)).isEmpty();
        assertThat(store().count()).isGreaterThanOrEqualTo(3);
    }
}
