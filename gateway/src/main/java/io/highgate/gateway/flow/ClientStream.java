package io.highgate.gateway.flow;

import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Reply;
import io.highgate.gateway.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of one exchange, whatever protocol it speaks: {@code listen} implements it, the
 * upstream side writes to it. Confined to one event loop.
 */
public interface ClientStream {

    /** Begins to hand the request's body to the upstream; called once, when there is somewhere to send it. */
    void joinBody(UpstreamStream upstream);

    /** The upstream's buffers have room again: goes on with the request's body. */
    void resumeBody();

    /** An interim response (RFC 9110 section 15.2). */
    void inform(ResponseHead interim);

    /** A whole response made by the gateway itself; {@code last} closes the connection behind it. */
    void answer(Reply reply, boolean last);

    /** The head of the final response; it was not sent before. */
    void respond(ResponseHead head);

    /**
     * The head of an answer with which the client's connection, or its stream, goes on as a
     * WebSocket: octets without framing, both ways, instead of bodies.
     */
    void open(ResponseHead head);

    /** Octets of the response's body; the stream owns the buffer. */
    void data(ByteBuf octets);

    /** What has been given goes on the wire now. */
    void flush();

    /** The response is complete. */
    void end(@Nullable Headers trailers);

    /** The response cannot be completed: the client must see that it was broken off. */
    void breakOff();

    /** Whether the client takes more; if not, {@link UpstreamStream#resume} follows when it does. */
    boolean isWritable();
}
