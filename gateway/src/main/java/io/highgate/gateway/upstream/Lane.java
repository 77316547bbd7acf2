package io.highgate.gateway.upstream;

import io.highgate.gateway.http.Headers;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * One request's place on a connection to an endpoint: a whole connection of HTTP/1.1, a stream of
 * HTTP/2. It spells the request from parsed state and tells its attempt what comes back. Confined
 * to one event loop.
 */
interface Lane {

    /** Sends the head of the attempt's request; if there is no body, the request is complete. */
    void begin(Attempt attempt);

    /** Octets of the body; the lane owns the buffer. */
    void data(ByteBuf octets);

    /** The request is complete. */
    void end(@Nullable Headers trailers);

    /** What has been given goes on the wire now. */
    void flush();

    /** Whether the endpoint takes more; if not, {@link Attempt#writable} follows when it does. */
    boolean isWritable();

    /** Whether the answer is wanted now; while not, little more of it comes. */
    void read(boolean on);

    /** Whether the connection has served before: then the endpoint may have closed it just now. */
    boolean wasUsed();

    /** Whether the endpoint may refuse the request unseen, and say so. */
    boolean mayTurnAway();

    /** Whether anything of an answer has come. */
    boolean hasHeard();

    /** Lets go of the attempt; {@code clean} if request and answer are complete. */
    void leave(boolean clean);
}
