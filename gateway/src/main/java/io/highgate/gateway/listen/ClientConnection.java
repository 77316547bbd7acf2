package io.highgate.gateway.listen;

/** A client's connection, of whatever protocol, as its {@link Listener} knows it. Confined to one event loop. */
interface ClientConnection {

    /** The gateway drains: closes behind the answers, and soon if none is asked for. */
    void drain();

    /** The time to drain is nearly up: WebSockets, which have no end of their own, are closed. */
    void goAway();
}
