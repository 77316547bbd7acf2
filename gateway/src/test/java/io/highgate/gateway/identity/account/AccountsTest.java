package io.highgate.gateway.identity.account;

import io.highgate.store.session.Session;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AccountsTest {

    private static final String RIGHT = "correct horse battery";
    private static final String WRONG = "correct horse batterz";

    private final AccountsFixture fixture = new AccountsFixture();

    private LogInOutcome logIn(Accounts accounts, String name, String password) {
        return accounts.logIn(new LogIn(name, password, "192.0.2.1"))
                .toCompletableFuture()
                .join();
    }

    private Session opened(LogInOutcome outcome) {
        assertThat(outcome).isInstanceOf(LogInOutcome.Opened.class);
        return ((LogInOutcome.Opened) outcome).session();
    }

    @Test
    void theRightPasswordOpensASession() {
        fixture.add("jane", RIGHT);
        Session session = opened(logIn(fixture.accounts(), "Jane", RIGHT));

        assertThat(session.token()).matches("[0-9a-f]{32}");
        assertThat(session.user()).isEqualTo("jane");
        assertThat(session.role()).isEqualTo("client");
        assertThat(session.allowedCells()).containsExactly("crm");
        assertThat(session.expires()).isEqualTo(fixture.clock.instant().plus(Duration.ofHours(24)));
        assertThat(fixture.sessions.find(session.token()).toCompletableFuture().join())
                .isEqualTo(session);
    }

    /** What a client brought before it logged in is worth nothing afterwards: no session can be planted. */
    @Test
    void eachLoginGetsATokenOfItsOwn() {
        fixture.add("jane", RIGHT);
        Accounts accounts = fixture.accounts();
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            tokens.add(opened(logIn(accounts, "jane", RIGHT)).token());
        }
        assertThat(tokens).hasSize(10);
    }

    @Test
    void unknownWrongAndDisabledAreAnsweredTheSame() {
        fixture.add("jane", RIGHT);
        fixture.users.kept.change(fixture.add("john", RIGHT).withEnabled(false));
        Accounts accounts = fixture.accounts();

        assertThat(logIn(accounts, "jane", WRONG)).isEqualTo(new LogInOutcome.Wrong());
        assertThat(logIn(accounts, "nobody", RIGHT)).isEqualTo(new LogInOutcome.Wrong());
        assertThat(logIn(accounts, "john", RIGHT)).isEqualTo(new LogInOutcome.Wrong());
        assertThat(fixture.sessions.size()).isZero();
    }

    @Test
    void whatIsNoLoginIsToldSoAndCostsNothing() {
        Accounts accounts = fixture.accounts();

        assertThat(logIn(accounts, "", ""))
                .isInstanceOfSatisfying(
                        LogInOutcome.BadRequest.class,
                        it -> assertThat(it.problems()).hasSize(2));
        assertThat(logIn(accounts, "\u0430dmin", RIGHT)).isInstanceOf(LogInOutcome.BadRequest.class);
        assertThat(logIn(accounts, "jane", "x".repeat(1_025))).isInstanceOf(LogInOutcome.BadRequest.class);
        assertThat(logIn(accounts, "jane", "\ud800")).isInstanceOf(LogInOutcome.BadRequest.class);
        assertThat(fixture.users.asked).isZero();
    }

    @Test
    void whoGuessesTooOftenWaitsEvenWithTheRightPassword() {
        fixture.add("jane", RIGHT);
        Accounts accounts = fixture.accounts();
        for (int i = 0; i < 5; i++) {
            assertThat(logIn(accounts, "jane", WRONG)).isEqualTo(new LogInOutcome.Wrong());
        }
        assertThat(logIn(accounts, "jane", RIGHT))
                .isInstanceOfSatisfying(
                        LogInOutcome.Throttled.class,
                        it -> assertThat(it.waiting()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(1)));
        fixture.clock.pass(Duration.ofMinutes(1));
        opened(logIn(accounts, "jane", RIGHT));
    }

    /** Whether a user is throttled must not tell that it exists. */
    @Test
    void usersThatDoNotExistAreThrottledAsWell() {
        Accounts accounts = fixture.accounts();
        for (int i = 0; i < 5; i++) {
            logIn(accounts, "nobody", WRONG);
        }
        assertThat(logIn(accounts, "nobody", WRONG)).isInstanceOf(LogInOutcome.Throttled.class);
    }

    @Test
    void triesWhileUsersAreAwayDoNotCount() {
        fixture.add("jane", RIGHT);
        Accounts accounts = fixture.accounts();
        fixture.users.away = true;
        for (int i = 0; i < 30; i++) {
            assertThat(logIn(accounts, "jane", RIGHT)).isInstanceOf(LogInOutcome.Away.class);
        }
        fixture.users.away = false;
        opened(logIn(accounts, "jane", RIGHT));
    }

    @Test
    void usersThatAreAwayAreSaidToBeAwayWithoutTheirAddress() {
        fixture.users.away = true;

        LogInOutcome outcome = logIn(fixture.accounts(), "jane", RIGHT);
        assertThat(outcome).isEqualTo(new LogInOutcome.Away("the user store"));
        assertThat(outcome.toString()).doesNotContain("secret-host");
    }

    @Test
    void aHashThatHasBecomeTooCheapIsMadeAnewByALogin() {
        fixture.add("jane", RIGHT);
        Passwords dearer = new Passwords(new HashCost(128, 1, 1), fixture.chance);
        Accounts accounts = fixture.accounts(dearer);

        logIn(accounts, "jane", WRONG);
        assertThat(fixture.find("jane").passwordHash()).contains("m=64,");
        opened(logIn(accounts, "jane", RIGHT));
        assertThat(fixture.find("jane").passwordHash()).contains("m=128,");
        opened(logIn(accounts, "jane", RIGHT));
        assertThat(logIn(accounts, "jane", WRONG)).isEqualTo(new LogInOutcome.Wrong());
    }

    /** Whoever disables a user ends its sessions, but cannot see the one that is about to be opened. */
    @Test
    void aUserThatIsDisabledWhileItLogsInStaysOut() {
        fixture.add("jane", RIGHT);
        fixture.users.afterFinding =
                () -> fixture.users.kept.change(fixture.find("jane").withEnabled(false));

        assertThat(logIn(fixture.accounts(), "jane", RIGHT)).isEqualTo(new LogInOutcome.Wrong());
        assertThat(fixture.sessions.size()).isZero();
    }

    @Test
    void anOldPasswordDoesNotOutliveItsChange() {
        fixture.add("jane", RIGHT);
        fixture.users.afterFinding = () -> fixture.users.kept.change(
                fixture.find("jane").withPasswordHash(fixture.passwords.hash("another password")));

        assertThat(logIn(fixture.accounts(), "jane", RIGHT)).isEqualTo(new LogInOutcome.Wrong());
        assertThat(fixture.sessions.size()).isZero();
    }

    /** The hash that a colleague's login has just made anew is of the same password. */
    @Test
    void aHashThatIsMadeAnewMeanwhileKeepsNobodyOut() {
        fixture.add("jane", RIGHT);
        fixture.users.afterFinding =
                () -> fixture.users.kept.change(fixture.find("jane").withPasswordHash(fixture.passwords.hash(RIGHT)));

        opened(logIn(fixture.accounts(), "jane", RIGHT));
    }

    @Test
    void aCrowdIsTurnedAwayBeforeItFillsTheMemory() {
        ArrayDeque<Runnable> begun = new ArrayDeque<>();
        fixture.blocking = begun::add;
        Accounts accounts = fixture.accounts();
        List<CompletableFuture<LogInOutcome>> all = new java.util.ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(accounts.logIn(new LogIn("user" + i, WRONG, "10.0.1." + i)).toCompletableFuture());
        }

        assertThat(begun).as("two at a time").hasSize(2);
        assertThat(all.stream().filter(CompletableFuture::isDone))
                .hasSize(98)
                .allSatisfy(it -> assertThat(it.join()).isInstanceOf(LogInOutcome.Throttled.class));
        while (!begun.isEmpty()) {
            begun.removeFirst().run();
        }
        assertThat(all).allSatisfy(it -> assertThat(it).isCompleted());
    }

    @Test
    void threadsThatTakeNothingAnyMoreTurnLoginsAway() {
        fixture.blocking = task -> {
            throw new java.util.concurrent.RejectedExecutionException("closing");
        };
        Accounts accounts = fixture.accounts();
        for (int i = 0; i < 5; i++) {
            assertThat(logIn(accounts, "jane", RIGHT)).isInstanceOf(LogInOutcome.Throttled.class);
        }
    }

    @Test
    void nothingPrintsAPassword() {
        assertThat(new LogIn("jane", RIGHT, "192.0.2.1").toString()).doesNotContain(RIGHT);
    }
}
