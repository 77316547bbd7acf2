package io.highgate.gateway.upstream;

import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.tls.ClientTls;
import io.highgate.model.spec.UpstreamSpec.Protocol;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
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
    private final List<Http2Links> links = new ArrayList<>();
    private boolean closed;

    Pool(Endpoint endpoint, Loop loop) {
        this.endpoint = endpoint;
        this.loop = loop;
    }

    /** Gives the attempt a lane, now or later; a {@code fresh} one has not lain idle. */
    void board(Attempt attempt, boolean fresh) {
        Protocol protocol = attempt.upstream().spec().protocol();
        if (protocol != Protocol.HTTP1) {
            Http2Links shared = links(attempt.upstream().tls());
            if (protocol == Protocol.HTTP2 || shared.hasRoom()) {
                shared.board(attempt);
                return;
            }
        }
        Http1Lane lane = fresh ? null : take(attempt.upstream().tls());
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
                pool.links(attempt.upstream().tls()).adopt(channel, attempt);
                return;
            }
            Http1Lane lane = Http1Lane.on(
                    channel, pool.endpoint, pool.loop, attempt.upstream().tls());
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

    /** A connection that is encrypted and verified just so; those of another upstream stay where they are. */
    private @Nullable Http1Lane take(@Nullable ClientTls tls) {
        Iterator<Http1Lane> youngest = idle.descendingIterator();
        while (youngest.hasNext()) {
            Http1Lane lane = youngest.next();
            boolean open = lane.isOpen();
            boolean fits = Objects.equals(lane.tls(), tls);
            if (fits || !open) {
                youngest.remove();
            }
            if (fits && open) {
                return lane;
            }
        }
        return null;
    }

    private Http2Links links(@Nullable ClientTls tls) {
        for (int i = 0; i < links.size(); i++) {
            if (Objects.equals(links.get(i).tls(), tls)) {
                return links.get(i);
            }
        }
        links.removeIf(Http2Links::isEmpty);
        Http2Links made = new Http2Links(endpoint, loop, tls);
        links.add(made);
        return made;
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

    void open() {
        closed = false;
        links.forEach(Http2Links::open);
    }

    /** Closes what is idle; what is in use closes when it is put back. */
    void close() {
        closed = true;
        for (Http1Lane lane = idle.pollLast(); lane != null; lane = idle.pollLast()) {
            lane.close();
        }
        links.forEach(Http2Links::close);
    }
}
