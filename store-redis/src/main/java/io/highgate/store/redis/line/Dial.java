package io.highgate.store.redis.line;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Makes links to Redis where it is now. Thread-safe. */
interface Dial {

    /**
     * Makes one; each of its steps has a bound in time.
     *
     * @param closed told every connection that closes
     */
    CompletionStage<Link> open(Consumer<Object> closed);

    /** Whether another server may be the master the next time. */
    boolean followsTheMaster();

    /** Ends all threads and connections; waits for a moment. */
    void close();
}
