package io.highgate.gateway.listen;

/** A connection of a client, whatever protocol it speaks. Confined to one event loop. */
interface ClientConnection {

    /** The gateway drains: the connection ends when what is under way has ended. */
    void drain();
}
