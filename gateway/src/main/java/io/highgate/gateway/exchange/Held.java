package io.highgate.gateway.exchange;

/** What an exchange holds as long as it is under way. Released once, whatever way it ends, on its event loop. */
@FunctionalInterface
public interface Held {

    void release();
}
