package io.highgate.gateway.exchange;

import io.highgate.gateway.count.SocketCounters;
import io.highgate.gateway.count.SocketCounters.What;

/**
 * What one WebSocket has carried so far, and how it was closed; its route's counters hear of it at
 * once. Confined to one event loop.
 */
public final class SocketTally {

    private final SocketCounters route;
    private final int loop;
    private long messagesIn;
    private long messagesOut;
    private int closeCode;

    /** A WebSocket opens. */
    public SocketTally(SocketCounters route, int loop) {
        this.route = route;
        this.loop = loop;
        route.add(loop, What.OPENED, 1);
    }

    /** The client has sent so much. */
    public void in(int octets, int messages) {
        messagesIn += messages;
        route.add(loop, What.BYTES_IN, octets);
        route.add(loop, What.MESSAGES_IN, messages);
    }

    /** The endpoint has sent so much. */
    public void out(int octets, int messages) {
        messagesOut += messages;
        route.add(loop, What.BYTES_OUT, octets);
        route.add(loop, What.MESSAGES_OUT, messages);
    }

    /** Someone closes it; the first one's code counts, 0 says nothing. */
    public void closing(int code) {
        if (closeCode == 0) {
            closeCode = code;
        }
    }

    /** Whether someone has said that it closes. */
    public boolean isClosing() {
        return closeCode != 0;
    }

    /** It is over. */
    public void ended() {
        route.add(loop, What.ENDED, 1);
        route.closed(loop, closeCode);
    }

    public long messagesIn() {
        return messagesIn;
    }

    public long messagesOut() {
        return messagesOut;
    }

    /** The code of the first close frame, 0 if there was none. */
    public int closeCode() {
        return closeCode;
    }
}
