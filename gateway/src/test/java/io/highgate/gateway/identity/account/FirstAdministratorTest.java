package io.highgate.gateway.identity.account;

import io.highgate.base.unit.Secret;
import io.highgate.gateway.identity.account.FirstAdministrator.Outcome;
import io.highgate.store.audit.AuditQuery;
import io.highgate.store.memory.MemoryAudit;
import io.highgate.testkit.Await;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class FirstAdministratorTest {

    private final AccountsFixture fixture = new AccountsFixture();
    private final MemoryAudit audit = new MemoryAudit(100);
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    private FirstAdministrator first(@Nullable String wanted) {
        return new FirstAdministrator(
                new FirstAdministrator.Means(
                        fixture.users,
                        audit,
                        fixture.clock,
                        fixture.chance,
                        new PrintStream(console, true, StandardCharsets.UTF_8)),
                fixture.passwords,
                wanted == null ? null : new Secret(wanted));
    }

    private String shown() {
        return console.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aPasswordOfChanceIsShownOnceAndWorks() {
        assertThat(first(null).create()).isEqualTo(Outcome.CREATED);

        Matcher password = Pattern.compile("password +([a-z2-9]{24})\\R").matcher(shown());
        assertThat(password.find()).isTrue();
        assertThat(fixture.find("admin").role()).isEqualTo("admin");
        assertThat(fixture.find("admin").allowedCells()).isEmpty();
        assertThat(fixture.passwords.matches(fixture.find("admin").passwordHash(), password.group(1)))
                .isTrue();
        assertThat(audit.find(AuditQuery.youngest(10)))
                .hasSize(1)
                .allSatisfy(it ->
                        assertThat(it.toString()).contains("user.add", "admin").doesNotContain(password.group(1)));

        console.reset();
        assertThat(first(null).create()).isEqualTo(Outcome.NOT_NEEDED);
        assertThat(shown()).isEmpty();
    }

    @Test
    void aPasswordThatIsHandedInIsNotShown() {
        assertThat(first("correct horse battery").create()).isEqualTo(Outcome.CREATED);

        assertThat(shown()).isEmpty();
        assertThat(fixture.passwords.matches(fixture.find("admin").passwordHash(), "correct horse battery"))
                .isTrue();
    }

    /** In place of one that will not do there must not be one that the operator does not know. */
    @Test
    void aPasswordThatWillNotDoCreatesNobody() {
        assertThat(first("admin").create()).isEqualTo(Outcome.REFUSED);
        assertThat(first("").create()).isEqualTo(Outcome.REFUSED);
        assertThat(first("aaaaaaaaaaaaaaaa").create()).isEqualTo(Outcome.REFUSED);

        assertThat(fixture.users.kept.count()).isZero();
        assertThat(shown()).isEmpty();
    }

    @Test
    void whereThereAreUsersNobodyIsCreated() {
        fixture.add("jane", "correct horse battery");

        assertThat(first("another good one").create()).isEqualTo(Outcome.NOT_NEEDED);
        assertThat(fixture.users.kept.find("admin")).isNull();
    }

    /** Two processes that have both seen that there are no users: only one may show a password. */
    @Test
    void ofTwoProcessesOneShowsAPassword() {
        FirstAdministrator late = new FirstAdministrator(
                new FirstAdministrator.Means(
                        new LateUsers(fixture.users),
                        audit,
                        fixture.clock,
                        fixture.chance,
                        new PrintStream(console, true, StandardCharsets.UTF_8)),
                fixture.passwords,
                null);
        first(null).create();
        console.reset();

        assertThat(late.create()).isEqualTo(Outcome.NOT_NEEDED);
        assertThat(shown()).isEmpty();
        assertThat(audit.find(AuditQuery.youngest(10))).hasSize(1);
    }

    @Test
    void whileTheUsersAreAwayItIsTriedAgainInTheBackground() throws Exception {
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
        try {
            fixture.users.away = true;
            first("correct horse battery").start(timer, timer);
            Await.until("a try", () -> onTimer(timer, () -> fixture.users.asked) > 0);
            assertThat(fixture.users.kept.count()).isZero();
            onTimer(timer, () -> fixture.users.away = false);
            Await.until("the administrator", () -> fixture.users.kept.count() == 1);
        } finally {
            timer.shutdownNow();
        }
    }

    private static <T> T onTimer(ScheduledExecutorService timer, java.util.concurrent.Callable<T> question)
            throws Exception {
        return timer.submit(question).get();
    }

    /** Users as they were counted before another process added one. */
    private record LateUsers(AccountsFixture.Users users) implements io.highgate.store.user.UserStore {

        @Override
        public io.highgate.store.user.@Nullable User find(String name) {
            return users.find(name);
        }

        @Override
        public java.util.List<io.highgate.store.user.User> list(String after, int most) {
            return users.list(after, most);
        }

        @Override
        public io.highgate.store.Written add(io.highgate.store.user.User user) {
            return users.add(user);
        }

        @Override
        public io.highgate.store.Written change(io.highgate.store.user.User user) {
            return users.change(user);
        }

        @Override
        public long count() {
            return 0;
        }
    }
}
