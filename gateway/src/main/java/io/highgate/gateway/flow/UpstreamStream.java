package io.highgate.gateway.flow;

import io.highgate.gateway.http.Headers;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The upstream's side of one exchange: {@code upstream} implements it, the client side writes to
 * it. Confined to one event loop.
 */
public interface UpstreamStream {

    /** Octets of the request's body; the stream owns the buffer. */
    void data(ByteBuf octets);

    /** What has been given goes on the wire now. */
    void flush();

    /** The request is complete. */
    void end(@Nullable Headers trailers);

    /** Whether the upstream takes more; if not, {@link ClientStream#resumeBody} follows when it does. */
    boolean isWritable();

    /** The client takes more of the response again. */
    void resume();

    /** The gateway goes: what has no end of its own ends now. */
    default void goAway() {}

    /** Nobody waits for the answer any more. */
    void cancel();
}
