package io.highgate.store.sql;

import io.highgate.store.StoreAwayException;
import io.highgate.store.audit.AuditEntry;
import io.highgate.store.audit.AuditQuery;
import io.highgate.store.config.ConfigVersion;
import io.highgate.store.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/** What both databases do with transactions, limits and moments. The database is new for each test. */
abstract class TransactionContract {

    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05.678Z");

    /** Statements take half a second at most. */
    abstract Database database();

    /** One that takes longer than anybody waits. */
    abstract String slow();

    private static User user(String name, Instant created) {
        return new User(name, "$argon2id$secret", "client", List.of(), true, created, 0);
    }

    private static int rename(Handle handle, String from, String to) {
        return handle.execute("UPDATE users SET name = ? WHERE name = ?", to, from);
    }

    @Test
    void whatFailsInTheMiddleLeavesNothing() {
        SqlUsers users = new SqlUsers(database());
        users.add(user("a", THEN));
        assertThatThrownBy(() -> database().write(handle -> {
                    rename(handle, "a", "b");
                    throw new IllegalStateException("in the middle");
                }))
                .hasMessage("in the middle");
        assertThatThrownBy(() -> database().write(handle -> rename(handle, "a", "c") + handle.execute("SELECT wrong")))
                .isNotInstanceOf(StoreAwayException.class);
        assertThat(users.list("", 10)).extracting(User::name).containsExactly("a");
        assertThat(database().figures().pool().active()).isZero();
    }

    @Test
    void aStatementThatTakesTooLongIsEndedAndNotRepeated() {
        AtomicInteger made = new AtomicInteger();
        Duration took = Here.time(() -> assertThatThrownBy(() -> database().write(handle -> {
                    made.incrementAndGet();
                    return handle.execute(slow());
                }))
                .asInstanceOf(type(StoreAwayException.class))
                .matches(StoreAwayException::isUndone));
        assertThat(made).hasValue(1);
        assertThat(took).isBetween(Duration.ofMillis(450), Duration.ofMillis(2_000));
        assertThat(new SqlUsers(database()).count()).isZero();
    }

    @Test
    void momentsAreTheSameInAnyZone() {
        SqlUsers users = new SqlUsers(database());
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
            Instant twice = Instant.parse("2026-11-01T06:30:00.123456789Z"); // 01:30 comes twice that day
            users.add(user("first", twice.minusSeconds(3_600)));
            users.add(user("second", twice));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
            assertThat(users.list("", 2))
                    .extracting(User::created)
                    .containsExactly(
                            Instant.parse("2026-11-01T05:30:00.123Z"), Instant.parse("2026-11-01T06:30:00.123Z"));
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void whatIsTooLongIsRefusedAndNoFailureShowsAHash() {
        SqlUsers users = new SqlUsers(database());
        assertThatThrownBy(() -> users.add(user("n".repeat(129), THEN))).hasMessageContaining("at most 128");
        assertThatThrownBy(() -> users.find("n\0")).hasMessageContaining("U+0000");
        String insert = "INSERT INTO users VALUES (?, ?, 'r', '[]', true, now(), ?)";
        assertThatThrownBy(() -> database().write(handle -> handle.execute(insert, "a", "$argon2id$secret", 0)))
                .isNotInstanceOf(StoreAwayException.class)
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> database().write(handle -> handle.execute(insert, "n".repeat(129), "secret", 1)))
                .hasMessageNotContaining("secret");
        assertThat(users.count()).isZero();
    }

    @Test
    void aConfigurationMayBeLarge() {
        SqlConfigVersions versions = new SqlConfigVersions(database());
        ConfigVersion large = new ConfigVersion(1, "\u4f60".repeat(3 << 20), "admin", THEN, "");
        assertThat(versions.append(large)).isTrue();
        assertThat(versions.last()).isEqualTo(large);
        ConfigVersion tooLarge = new ConfigVersion(2, "x".repeat((8 << 20) + 1), "admin", THEN, "");
        assertThatThrownBy(() -> versions.append(tooLarge)).hasMessageContaining("at most 8388608");
    }

    @Test
    void theOldestOfTheAuditLogAreForgotten() {
        SqlAudit audit = new SqlAudit(database());
        for (int i = 0; i < 5; i++) {
            audit.append(new AuditEntry(0, THEN.plusSeconds(i), "w", "a", "s", null, null, null, null, null));
        }
        assertThat(audit.forget(THEN.plusSeconds(3), 2)).isEqualTo(2);
        assertThat(audit.forget(THEN.plusSeconds(3), 2)).isEqualTo(1);
        assertThat(audit.forget(THEN.plusSeconds(3), 2)).isZero();
        assertThat(audit.find(AuditQuery.youngest(10)))
                .extracting(AuditEntry::at)
                .containsExactly(THEN.plusSeconds(4), THEN.plusSeconds(3));
    }
}
