package io.highgate.gateway.center;

import java.util.Optional;

/**
 * Where the registry that was known last outlives the process. Called by one thread at a time, which
 * may be blocked; says by itself when it cannot keep something.
 */
public interface Shelf {

    /** Nothing is kept. */
    Shelf NONE = new Shelf() {
        @Override
        public Optional<String> load(String about) {
            return Optional.empty();
        }

        @Override
        public void save(String about, String text) {}
    };

    /** What was kept last under that heading, if it can be read. */
    Optional<String> load(String about);

    /** Keeps this instead, whole or not at all. */
    void save(String about, String text);
}
