package io.highgate.gateway.identity.account;

import io.highgate.base.unit.Secret;
import io.highgate.store.StoreAwayException;
import io.highgate.store.Written;
import io.highgate.store.audit.AuditEntry;
import io.highgate.store.audit.AuditLog;
import io.highgate.store.user.User;
import io.highgate.store.user.UserStore;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates {@code admin} where there are no users yet: with the password that was handed in, or with one of chance
 * that is shown once on the console and never in the log. Of several processes one does it. While the users are
 * away it is tried again in the background. Thread-safe.
 */
public final class FirstAdministrator {

    private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);

    private static final String NAME = "admin";
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofSeconds(30);

    private final Means means;
    private final Passwords passwords;
    private final @Nullable Secret wanted;

    /** What it works with; the console is where the password is shown. */
    public record Means(
            UserStore users, AuditLog audit, InstantSource clock, RandomGenerator chance, PrintStream console) {}

    /** How a try ended. */
    public enum Outcome {
        /** There are users already. */
        NOT_NEEDED,
        /** The administrator is there now. */
        CREATED,
        /** The password that was handed in will not do; nobody is there. */
        REFUSED
    }

    /** @param wanted the password, or null for one of chance */
    public FirstAdministrator(Means means, Passwords passwords, @Nullable Secret wanted) {
        this.means = means;
        this.passwords = passwords;
        this.wanted = wanted;
    }

    /** Tries until the users answer; returns at once. */
    public void start(ScheduledExecutorService timer, Executor blocking) {
        tryOn(timer, blocking, FIRST);
    }

    private void tryOn(ScheduledExecutorService timer, Executor blocking, Duration wait) {
        try {
            blocking.execute(() -> tryOrWait(timer, blocking, wait));
        } catch (RejectedExecutionException full) {
            again(timer, blocking, wait);
        }
    }

    private void tryOrWait(ScheduledExecutorService timer, Executor blocking, Duration wait) {
        try {
            create();
        } catch (StoreAwayException e) {
            if (wait.equals(FIRST)) {
                LOG.warn("the users are away; whether a first administrator is needed is looked at later");
            }
            again(timer, blocking, wait);
        }
    }

    private void again(ScheduledExecutorService timer, Executor blocking, Duration wait) {
        Duration twice = wait.multipliedBy(2);
        Duration next = twice.compareTo(MOST) > 0 ? MOST : twice;
        try {
            timer.schedule(() -> tryOn(timer, blocking, next), wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            LOG.debug("the process ends before the users answered");
        }
    }

    /**
     * Tries once; blocks.
     *
     * @throws StoreAwayException if the users cannot be asked
     */
    public Outcome create() {
        if (means.users().count() > 0) {
            return Outcome.NOT_NEEDED;
        }
        Secret given = wanted;
        if (given != null) {
            List<String> problems = PasswordRule.problems(given.reveal(), NAME);
            if (!problems.isEmpty()) {
                LOG.error("HIGHGATE_ADMIN_PASSWORD: {}; no administrator was created", String.join("; ", problems));
                return Outcome.REFUSED;
            }
        }
        String password = given == null ? FreshPassword.make(means.chance()) : given.reveal();
        User admin = new User(
                NAME,
                passwords.hash(password),
                "admin",
                List.of(),
                true,
                means.clock().instant(),
                1);
        if (means.users().add(admin) != Written.DONE) {
            return Outcome.NOT_NEEDED; // another process was faster, and shows its password
        }
        if (given == null) {
            show(password);
        }
        LOG.info("the first user, the administrator '{}', was created", NAME);
        note();
        return Outcome.CREATED;
    }

    private void show(String password) {
        means.console()
                .printf(
                        "%nThe first administrator was created. This is shown only now:%n%n    user      %s%n    password"
                                + "  %s%n%nAnother password: highgate user passwd %s%n%n",
                        NAME, password, NAME);
        means.console().flush();
    }

    /** Comes last: without an entry there still is an administrator whose password was shown. */
    private void note() {
        try {
            means.audit()
                    .append(new AuditEntry(
                            0,
                            means.clock().instant(),
                            "first start",
                            "user.add",
                            NAME,
                            null,
                            "role admin",
                            null,
                            null,
                            null));
        } catch (StoreAwayException e) {
            LOG.warn("creating '{}' could not be noted in the audit log", NAME);
        }
    }
}
