package io.highgate.gateway.upstream.mirror;

import io.highgate.gateway.flow.BodyTap;
import io.highgate.gateway.flow.UpstreamStream;
import io.highgate.gateway.flow.backlog.Backlog;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.upstream.mirror.Mirror.Outcome;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The body of a copy: shares the buffers of the original, up to a bound, and counts them among what
 * waits on its loop. Confined to one event loop.
 */
final class HeldBody implements BodyTap {

    /** A small piece may keep a large buffer from being reused. */
    private static final int MAX_PIECES = 64;

    private final Copy copy;
    private final Backlog backlog;
    private final int most;
    private final ArrayDeque<ByteBuf> pieces = new ArrayDeque<>();
    private int octets;
    private boolean whole;
    private boolean dropped;
    private @Nullable Headers trailers;

    HeldBody(Copy copy, Backlog backlog, int most) {
        this.copy = copy;
        this.backlog = backlog;
        this.most = most;
    }

    @Override
    public void data(ByteBuf part) {
        if (dropped || whole) {
            return;
        }
        int more = part.readableBytes();
        if (octets + more > most) {
            copy.over(Outcome.TOO_LARGE);
        } else if (backlog.isTight() || pieces.size() >= MAX_PIECES) {
            copy.over(Outcome.NO_BUFFERS);
        } else {
            octets += more;
            backlog.keep(more);
            pieces.addLast(part.retainedDuplicate());
        }
    }

    @Override
    public void end(@Nullable Headers withTrailers) {
        if (!dropped && !whole) {
            whole = true;
            trailers = withTrailers == null ? null : withTrailers.copy();
            copy.sendSoon();
        }
    }

    /** The original is over; a body that is not whole by then never will be. */
    @Override
    public void close() {
        if (!whole) {
            copy.over(Outcome.UNFINISHED);
        }
    }

    /** All of it, at once: it is no more than a bound. */
    void sendTo(UpstreamStream upstream) {
        for (ByteBuf piece = pieces.pollFirst(); piece != null; piece = pieces.pollFirst()) {
            upstream.data(piece);
        }
        forget();
        upstream.end(trailers);
    }

    /** Lets go of what is held. */
    void drop() {
        dropped = true;
        for (ByteBuf piece = pieces.pollFirst(); piece != null; piece = pieces.pollFirst()) {
            piece.release();
        }
        forget();
    }

    private void forget() {
        backlog.keep(-octets);
        octets = 0;
    }
}
