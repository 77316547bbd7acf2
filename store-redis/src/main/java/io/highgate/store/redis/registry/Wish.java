package io.highgate.store.redis.registry;

/** What is to become of a key that others look for. Immutable. */
sealed interface Wish {

    /** It is there. */
    record Kept(String facts, long millis) implements Wish {}

    /** It is there for longer. */
    record Renewed(long millis) implements Wish {}

    /** It is not there. */
    record Gone() implements Wish {}
}
