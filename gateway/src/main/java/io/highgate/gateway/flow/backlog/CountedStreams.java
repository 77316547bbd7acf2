package io.highgate.gateway.flow.backlog;

import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.StreamByteDistributor;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;
import java.util.function.LongSupplier;

/**
 * Counts what HTTP/2 flow control holds back on a connection because the peer has not opened a
 * window for it: no socket knows of it. Confined to one event loop.
 */
public final class CountedStreams implements StreamByteDistributor, LongSupplier {

    private final StreamByteDistributor distributor;
    private final Http2Connection.PropertyKey key;
    private long queued;

    /** What was last seen of one stream. */
    private static final class Seen {
        private long pending;
    }

    public CountedStreams(Http2Connection connection) {
        this.distributor = new UniformStreamByteDistributor(connection);
        this.key = connection.newKey();
    }

    /** How much waits in all streams, in octets. */
    @Override
    public long getAsLong() {
        return queued;
    }

    /** Called by the codec after each change. */
    @Override
    public void updateStreamableBytes(StreamState state) {
        long pending = state.pendingBytes();
        Seen seen = state.stream().getProperty(key);
        if (seen == null && pending > 0) {
            seen = new Seen();
            state.stream().setProperty(key, seen);
        }
        if (seen != null) {
            queued += pending - seen.pending;
            seen.pending = pending;
        }
        distributor.updateStreamableBytes(state);
    }

    @Override
    public void updateDependencyTree(int child, int parent, short weight, boolean exclusive) {
        distributor.updateDependencyTree(child, parent, weight, exclusive);
    }

    @Override
    public boolean distribute(int maxBytes, Writer writer) throws Http2Exception {
        return distributor.distribute(maxBytes, writer);
    }
}
