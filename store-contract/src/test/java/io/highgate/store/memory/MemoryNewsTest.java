package io.highgate.store.memory;

import io.highgate.store.contract.NewsContract;
import io.highgate.store.news.NewsStore;

class MemoryNewsTest extends NewsContract {

    private final NewsStore store = new MemoryNews();

    @Override
    protected NewsStore store() {
        return store;
    }

    @Override
    protected NewsStore other() {
        return store;
    }
}
