package io.highgate.gateway.identity.account;

import io.highgate.store.StoreAwayException;
import io.highgate.store.Written;
import io.highgate.store.session.Session;
import io.highgate.store.session.SessionStore;
import io.highgate.store.user.User;
import io.highgate.store.user.UserStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs users in. Unknown users, wrong passwords and disabled users get the same answer after the same
 * work. Each login opens a session of its own, under a new token. Thread-safe; blocks only threads of
 * the executor it was given.
 */
public final class Accounts {

    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);

    private static final String USERS = "the user store";
    private static final String SESSIONS = "the session store";
    private static final Duration SHORTLY = Duration.ofSeconds(1);

    /** Each takes 19 MiB and a core. */
    private static final int AT_ONCE = 2;

    /** At fifty milliseconds each, the last one waits for some seconds. */
    private static final int MOST_WAITING = 100;

    private final Means means;
    private final Passwords passwords;
    private final LogInThrottle throttle;
    private final Duration lifetime;
    private final Executor turns;

    /**
     * What it works with.
     *
     * @param blocking threads for what blocks
     * @param chance for tokens
     */
    public record Means(
            UserStore users, SessionStore sessions, Executor blocking, InstantSource clock, RandomGenerator chance) {}

    /** @param lifetime of a session, from the login on */
    public Accounts(Means means, Passwords passwords, LogInThrottle throttle, Duration lifetime) {
        this.means = means;
        this.passwords = passwords;
        this.throttle = throttle;
        this.lifetime = lifetime;
        this.turns = new Turns(means.blocking(), AT_ONCE, MOST_WAITING);
    }

    /** Fails only where there is a defect: a store that is away is an outcome. */
    public CompletionStage<LogInOutcome> logIn(LogIn asked) {
        List<String> problems = problems(asked);
        if (!problems.isEmpty()) {
            return CompletableFuture.completedStage(new LogInOutcome.BadRequest(problems));
        }
        LogIn known = new LogIn(UserNames.canonical(asked.name()), asked.password(), asked.address());
        return throttle.enter(known.name(), known.address())
                .thenCompose(wait -> wait.isZero() ? check(known) : done(new LogInOutcome.Throttled(wait)));
    }

    private static List<String> problems(LogIn asked) {
        List<String> problems = new ArrayList<>(UserNames.problems(asked.name()));
        if (asked.password().isEmpty()) {
            problems.add("the password is empty");
        } else if (!PasswordRule.isUsable(asked.password())) {
            problems.add("the password must be well-formed text of at most " + PasswordRule.MOST_OCTETS + " octets");
        }
        return problems;
    }

    private CompletionStage<LogInOutcome> check(LogIn asked) {
        try {
            return CompletableFuture.supplyAsync(() -> Optional.ofNullable(find(asked)), turns)
                    .exceptionallyCompose(failure -> unasked(asked, failure))
                    .thenCompose(user -> user.isPresent() ? open(user.get(), asked) : done(new LogInOutcome.Wrong()))
                    .exceptionallyCompose(Accounts::away);
        } catch (RejectedExecutionException e) {
            return done(new LogInOutcome.Throttled(SHORTLY));
        }
    }

    /** Nobody looked at the password: such a try does not count, or an outage would keep users out beyond its end. */
    private CompletionStage<Optional<User>> unasked(LogIn asked, Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        return cause instanceof Away
                ? throttle.takeBack(asked.name(), asked.address())
                        .handle((done, worse) -> done)
                        .thenCompose(done -> CompletableFuture.failedStage(failure))
                : CompletableFuture.failedStage(failure);
    }

    /** The user whose password it is, with a hash of today's cost; null if there is none. */
    private @Nullable User find(LogIn asked) {
        User user = look(asked.name());
        if (user == null) {
            passwords.pretend(asked.password());
            return null;
        }
        if (!passwords.matches(user.passwordHash(), asked.password())) {
            if (!Passwords.isReadable(user.passwordHash())) {
                LOG.warn("the password of user {} is kept in a form that is not known here", user.name());
            }
            return null;
        }
        return user.enabled() ? renewed(user, asked.password()) : null;
    }

    /** If somebody else changes the user at the same time, or the store is away, the hash is made anew another time. */
    private User renewed(User user, String password) {
        if (!passwords.isOutdated(user.passwordHash())) {
            return user;
        }
        User newer = user.withPasswordHash(passwords.hash(password));
        try {
            boolean done = means.users().change(newer) == Written.DONE;
            return done ? newer.withVersion(user.version() + 1) : user;
        } catch (StoreAwayException e) {
            return user;
        }
    }

    private CompletionStage<LogInOutcome> open(User user, LogIn asked) {
        Instant now = means.clock().instant();
        Session session = new Session(
                Session.newToken(means.chance()),
                user.name(),
                user.role(),
                user.allowedCells(),
                now,
                now.plus(lifetime));
        return means.sessions()
                .open(session)
                .exceptionallyCompose(failure -> CompletableFuture.failedStage(inStore(SESSIONS, failure)))
                .thenComposeAsync(opened -> confirm(session, user.passwordHash(), asked), turns);
    }

    /**
     * Looks again, now that the session is there: whoever disabled the user, or changed the password, in
     * between has ended all sessions but this one.
     */
    private CompletionStage<LogInOutcome> confirm(Session session, String checked, LogIn asked) {
        User user = look(session.user());
        if (user != null && user.enabled() && isStill(user.passwordHash(), checked, asked)) {
            return throttle.succeeded(asked.name(), asked.address())
                    .thenApply(counted -> new LogInOutcome.Opened(session, user));
        }
        return means.sessions().close(session.token()).thenApply(closed -> new LogInOutcome.Wrong());
    }

    /** Another login of the same user may have made the hash anew. */
    private boolean isStill(String kept, String checked, LogIn asked) {
        return kept.equals(checked) || passwords.matches(kept, asked.password());
    }

    private static CompletionStage<LogInOutcome> done(LogInOutcome outcome) {
        return CompletableFuture.completedStage(outcome);
    }

    // ---- stores that are away ----

    private @Nullable User look(String name) {
        try {
            return means.users().find(name);
        } catch (StoreAwayException e) {
            throw new Away(USERS, e);
        }
    }

    private static Throwable inStore(String store, Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        return cause instanceof StoreAwayException away ? new Away(store, away) : failure;
    }

    private static CompletionStage<LogInOutcome> away(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        return switch (cause) {
            case Away away -> done(new LogInOutcome.Away(away.store));
            case StoreAwayException away -> done(new LogInOutcome.Away(SESSIONS));
            case RejectedExecutionException full -> done(new LogInOutcome.Throttled(SHORTLY));
            case null, default -> CompletableFuture.failedStage(failure);
        };
    }

    /** Which store it is that does not answer: clients are told no more. */
    private static final class Away extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String store;

        Away(String store, StoreAwayException cause) {
            super(store, cause);
            this.store = store;
        }
    }
}
