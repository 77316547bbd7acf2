package io.highgate.store.memory;

import io.highgate.store.Written;
import io.highgate.store.user.User;
import io.highgate.store.user.UserStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Users of one process, which ends with them. Thread-safe. */
public final class MemoryUsers implements UserStore {

    private final Versioned<User> users = new Versioned<>(User::version, User::withVersion);

    @Override
    public @Nullable User find(String name) {
        return users.find(name);
    }

    @Override
    public List<User> list(String after, int most) {
        return users.list(after, most);
    }

    @Override
    public Written add(User user) {
        return users.add(user.name(), user);
    }

    @Override
    public Written change(User user) {
        return users.change(user.name(), user);
    }

    @Override
    public long count() {
        return users.count();
    }
}
