package io.highgate.gateway.upstream;

import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.flow.Loop;
import io.highgate.model.spec.UpstreamSpec.Protocol;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop to one endpoint, and where an attempt gets its lane: of the idle
 * ones of HTTP/1.1 the last one put back, because it is the least likely to be closed by the other
 * end; of those of HTTP/2 one with room; else a new one. Confined to one event loop.
 */
final class Pool {

    private final Endpoint endpoint;
    private final Loop loop;
    private final ArrayDeque<Http1Lane> idle = new ArrayDeque<>();
    private final Http2Links links;
    private boolean closed;

    Pool(Endpoint endpoint, Loop loop) {
        this.endpoint = endpoint;
        this.loop = loop;
        this.links = new Http2Links(endpoint, loop);
    }

    /** Gives the attempt a lane, now or later; a {@code fresh} one has not lain idle. */
    void board(Attempt attempt, boolean fresh) {
        Protocol protocol = attempt.upstream().spec().protocol();
        if (protocol == Protocol.HTTP2 || protocol == Protocol.AUTO && links.hasRoom()) {
            links.board(attempt);
            return;
        }
        Http1Lane lane = fresh ? null : take();
        if (lane != null) {
            attempt.serve(lane);
        } else {
            Connecting.open(loop, attempt.upstream(), endpoint, new ForOne(attempt));
        }
    }

    /** A new connection that one attempt waits for. */
    private record ForOne(Attempt attempt) implements Connecting.Result {

        @Override
        public void opened(Channel channel, boolean http2) {
            Pool pool = attempt.endpoint().pool(attempt.exchange().loop());
            if (http2) {
                pool.links.adopt(channel, attempt);
                return;
            }
            Http1Lane lane = Http1Lane.on(channel, pool.endpoint, pool.loop);
            if (attempt.isSettled()) {
                lane.rest(attempt.upstream().spec().keepAlive().toNanos());
            } else {
                attempt.serve(lane);
            }
        }

        @Override
        public void failed(Failure failure) {
            attempt.unreachable(failure);
        }
    }

    private @Nullable Http1Lane take() {
        Http1Lane lane = idle.pollLast();
        while (lane != null && !lane.isOpen()) {
            lane = idle.pollLast();
        }
        return lane;
    }

    /** Keeps the connection, unless the endpoint has been given up. */
    boolean put(Http1Lane lane) {
        if (closed) {
            return false;
        }
        idle.addLast(lane);
        return true;
    }

    void remove(Http1Lane lane) {
        idle.remove(lane);
    }

    Http2Links links() {
        return links;
    }

    void open() {
        closed = false;
        links.open();
    }

    /** Closes what is idle; what is in use closes when it is put back. */
    void close() {
        closed = true;
        for (Http1Lane lane = idle.pollLast(); lane != null; lane = idle.pollLast()) {
            lane.close();
        }
        links.close();
    }
}
