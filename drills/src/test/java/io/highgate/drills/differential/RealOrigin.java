package io.highgate.drills.differential;

/** A server of other people that says in {@code X-Seen} which request it has understood. Thread-safe. */
interface RealOrigin extends AutoCloseable {

    String name();

    int port();

    /** Whether it also says how long the body was. */
    boolean tellsBodies();

    @Override
    void close();
}
