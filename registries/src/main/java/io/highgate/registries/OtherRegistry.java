package io.highgate.registries;

import java.util.Set;
import java.util.function.Consumer;

/**
 * A registry that services are registered in already, as Eureka or Consul; one client of it serves the
 * whole process. It asks on threads of its own, and never gives up: while nobody answers it tries again
 * with growing, jittered pauses (0.2 s to 10 s), at the next server if there are several. Thread-safe.
 */
public interface OtherRegistry extends AutoCloseable {

    /** The kind and where it is, as {@code consul http://10.0.0.5:8500}; without secrets. */
    String title();

    /**
     * Follows one service until that is ended. Never blocks. What was found last is good until something
     * else is found: {@link Follower#failed} takes nothing away.
     */
    Following follow(Sought sought, Follower follower);

    /**
     * Follows which services there are, of the scope that the registry's settings name, until that is
     * ended: the whole set with each change. Never blocks.
     */
    Following followServices(Consumer<Set<Sought>> follower);

    /** Ends all that is followed, and what is being asked. */
    @Override
    void close();

    /** Something that is followed. */
    @FunctionalInterface
    interface Following extends AutoCloseable {

        /** Follows it no more; the follower may be called once more while this returns, and never after. */
        @Override
        void close();
    }
}
