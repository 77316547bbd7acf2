package io.highgate.gateway.upstream;

import io.highgate.gateway.flow.backlog.Backlog;
import io.highgate.gateway.http.Headers;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a request's body, held as long as the request may have to be sent again on
 * another connection. Gives up what it holds once that would be too much,
 * for itself or for all buffers together. Confined to one event
 * loop.
 */
final class Replay {

    /** A small piece may keep a large buffer from being reused. */
    private static final int MAX_PIECES = 64;

    private final ArrayDeque<ByteBuf> pieces = new ArrayDeque<>();
    private final int most;
    private final Backlog backlog;
    private int octets;
    private boolean partial;
    private boolean complete;
    private @Nullable Headers trailers;

    /** @param most octets that are held; beyond, the body goes once */
    Replay(Backlog backlog, int most) {
        this.backlog = backlog;
        this.most = most;
    }

    /** Whether all of the body so far is held. */
    boolean isWhole() {
        return !partial;
    }

    /** Holds on to a part of the body; the buffer stays the caller's. */
    void hold(ByteBuf part) {
        if (partial) {
            return;
        }
        int more = part.readableBytes();
        if (octets + more > most || pieces.size() >= MAX_PIECES || backlog.isTight()) {
            giveUp();
        } else {
            octets += more;
            backlog.keep(more);
            pieces.addLast(part.retainedDuplicate());
        }
    }

    void end(@Nullable Headers withTrailers) {
        complete = true;
        trailers = withTrailers;
    }

    /** Sends what is held; true if that was the whole body. */
    boolean sendTo(Lane lane) {
        for (ByteBuf piece : pieces) {
            lane.data(piece.retainedDuplicate());
        }
        if (complete) {
            lane.end(trailers);
        }
        return complete;
    }

    /** The body need not, or cannot, be sent again. */
    void giveUp() {
        partial = true;
        for (ByteBuf piece = pieces.pollFirst(); piece != null; piece = pieces.pollFirst()) {
            piece.release();
        }
        backlog.keep(-octets);
        octets = 0;
    }
}
