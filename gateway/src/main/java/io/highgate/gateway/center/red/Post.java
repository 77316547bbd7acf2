package io.highgate.gateway.center.red;

import java.util.concurrent.CompletableFuture;

/** The way to the center that is followed now. Thread-safe. */
@FunctionalInterface
public interface Post {

    /** Brings a report there; completes with the status of the answer, or with why there was none. */
    CompletableFuture<Integer> send(String body);
}
