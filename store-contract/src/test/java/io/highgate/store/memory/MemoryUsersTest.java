package io.highgate.store.memory;

import io.highgate.store.contract.UserContract;
import io.highgate.store.user.UserStore;

class MemoryUsersTest extends UserContract {

    private final UserStore store = new MemoryUsers();

    @Override
    protected UserStore store() {
        return store;
    }
}
