package io.highgate.gateway.flow;

import io.highgate.gateway.http.Headers;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Sees a request's body on its way to the upstream, each part once. Confined to one event loop. */
public interface BodyTap {

    /** A part of the body; the buffer stays the caller's. */
    void data(ByteBuf octets);

    /** The body is complete. */
    void end(@Nullable Headers trailers);

    /** Nothing more comes. */
    void close();
}
