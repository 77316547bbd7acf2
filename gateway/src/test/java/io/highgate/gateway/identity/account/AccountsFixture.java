package io.highgate.gateway.identity.account;

import io.highgate.store.StoreAwayException;
import io.highgate.store.Written;
import io.highgate.store.memory.MemoryCounters;
import io.highgate.store.memory.MemorySessions;
import io.highgate.store.memory.MemoryUsers;
import io.highgate.store.user.User;
import io.highgate.store.user.UserStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Accounts over stores in memory, whose users can be away and are changed while somebody logs in. */
final class AccountsFixture {

    final TestTime clock = new TestTime();
    final SecureRandom chance = new SecureRandom();
    final Users users = new Users();
    final MemorySessions sessions = new MemorySessions(clock, 1_000);
    final Passwords passwords = new Passwords(PasswordsTest.CHEAP, chance);

    /** Where logins are worked on: at once, unless a test wants it otherwise. */
    Executor blocking = Runnable::run;

    Accounts accounts() {
        return accounts(passwords);
    }

    Accounts accounts(Passwords with) {
        MemoryCounters counters = new MemoryCounters(clock, 1_000);
        return new Accounts(
                new Accounts.Means(users, sessions, it -> blocking.execute(it), clock, chance),
                with,
                new LogInThrottle(counters, counters, 10),
                Duration.ofHours(24));
    }

    User add(String name, String password) {
        users.kept.add(new User(name, passwords.hash(password), "client", List.of("crm"), true, clock.instant(), 1));
        return find(name);
    }

    User find(String name) {
        User user = users.kept.find(name);
        if (user == null) {
            throw new AssertionError("there is no " + name);
        }
        return user;
    }

    /** Users that can be away, and of which one is told when they are looked for. */
    static final class Users implements UserStore {

        final MemoryUsers kept = new MemoryUsers();
        boolean away;
        int asked;
        Runnable afterFinding = () -> {};

        private void ask() {
            asked++;
            if (away) {
                throw new StoreAwayException("postgresql://secret-host: connection refused", true, null);
            }
        }

        @Override
        public @Nullable User find(String name) {
            ask();
            User found = kept.find(name);
            Runnable then = afterFinding;
            afterFinding = () -> {};
            then.run();
            return found;
        }

        @Override
        public List<User> list(String after, int most) {
            ask();
            return kept.list(after, most);
        }

        @Override
        public Written add(User user) {
            ask();
            return kept.add(user);
        }

        @Override
        public Written change(User user) {
            ask();
            return kept.change(user);
        }

        @Override
        public long count() {
            ask();
            return kept.count();
        }
    }
}
