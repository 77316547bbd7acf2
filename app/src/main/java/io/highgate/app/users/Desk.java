package io.highgate.app.users;

import io.highgate.gateway.identity.account.Passwords;
import io.highgate.store.Written;
import io.highgate.store.audit.AuditEntry;
import io.highgate.store.audit.AuditLog;
import io.highgate.store.user.User;
import io.highgate.store.user.UserStore;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Adds and changes users, and notes each change in the audit log. Confined to one thread; blocks, and
 * throws {@link io.highgate.store.StoreAwayException} when the database is away.
 */
public final class Desk {

    /** How often a user is looked at again that somebody else changes at the same time. */
    private static final int TRIES = 5;

    private static final int PAGE = 200;

    private final UserStore users;
    private final AuditLog audit;
    private final InstantSource clock;
    private final String who;

    /** @param who is noted in the audit log */
    public Desk(UserStore users, AuditLog audit, InstantSource clock, String who) {
        this.users = users;
        this.audit = audit;
        this.clock = clock;
        this.who = who;
    }

    /** Who is to be added. Immutable. */
    public record Newcomer(String name, String role, List<String> cells) {}

    /** Adds one that may log in; {@link Written#EXISTS} if there is one. */
    public Written add(Newcomer newcomer, String password, Passwords passwords) {
        User user = new User(
                newcomer.name(), passwords.hash(password), newcomer.role(), newcomer.cells(), true, clock.instant(), 1);
        Written written = users.add(user);
        if (written == Written.DONE) {
            note("user.add", null, user);
        }
        return written;
    }

    /** Gives it another password. */
    public Written password(String name, String password, Passwords passwords) {
        String hash = passwords.hash(password);
        return change(name, "user.passwd", it -> it.withPasswordHash(hash));
    }

    /** Lets it log in, or not. */
    public Written enable(String name, boolean mayLogIn) {
        return change(name, mayLogIn ? "user.enable" : "user.disable", it -> it.withEnabled(mayLogIn));
    }

    private Written change(String name, String action, UnaryOperator<User> how) {
        for (int tries = 0; tries < TRIES; tries++) {
            User before = users.find(name);
            if (before == null) {
                return Written.MISSING;
            }
            User after = how.apply(before);
            Written written = users.change(after);
            if (written == Written.DONE) {
                note(action, before, after);
            }
            if (written != Written.STALE) {
                return written;
            }
        }
        return Written.STALE;
    }

    public @Nullable User find(String name) {
        return users.find(name);
    }

    /** All of them by name, however many there are. */
    public void each(Consumer<User> reader) {
        List<User> page = users.list("", PAGE);
        while (!page.isEmpty()) {
            page.forEach(reader);
            page = users.list(page.getLast().name(), PAGE);
        }
    }

    private void note(String action, @Nullable User before, User after) {
        audit.append(new AuditEntry(
                0,
                clock.instant(),
                who,
                action,
                after.name(),
                before == null ? null : before.toString(),
                after.toString(),
                null,
                null,
                null));
    }
}
