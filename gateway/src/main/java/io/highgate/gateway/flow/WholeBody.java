package io.highgate.gateway.flow;

import io.netty.buffer.Unpooled;

/**
 * The body of a request that was read whole before it is sent on, without trailers. Immutable; the octets are not to
 * be changed.
 */
public record WholeBody(byte[] octets) {

    /** All of it, at once: it is no more than a bound. */
    public void sendTo(UpstreamStream upstream) {
        if (octets.length > 0) {
            upstream.data(Unpooled.wrappedBuffer(octets));
        }
        upstream.end(null);
    }

    @Override
    public String toString() {
        return octets.length + " octets";
    }
}
