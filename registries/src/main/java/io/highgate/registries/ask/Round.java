package io.highgate.registries.ask;

import java.net.URI;
import java.time.Duration;

/** What is done again and again at one server of several, and at the next one if it fails. On one thread. */
public interface Round {

    /**
     * Asks that server, and tells whoever should know.
     *
     * @return how long to wait until the next round
     * @throws Unanswered if it was of no use: the next server is asked after a pause
     */
    Duration ask(URI server) throws Unanswered, InterruptedException;

    /** No server has answered for a while; told with each failure until one answers. */
    void failed(String problem);
}
