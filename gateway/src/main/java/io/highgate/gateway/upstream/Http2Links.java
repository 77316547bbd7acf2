package io.highgate.gateway.upstream;

import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.tls.ClientTls;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP/2 connections of one event loop to one endpoint, encrypted alike, and the attempts that wait for room on
 * one. The first one with room is used, so that those not needed grow old and go. Confined to one
 * event loop.
 */
final class Http2Links {

    private final Endpoint endpoint;
    private final Loop loop;
    private final @Nullable ClientTls tls;
    private final List<Http2Link> links = new ArrayList<>();
    private final ArrayDeque<Attempt> waiting = new ArrayDeque<>();

    /** How many requests the next connection will take, going by the last one. */
    private int expected = Integer.MAX_VALUE;

    private int opening;
    private boolean closed;

    Http2Links(Endpoint endpoint, Loop loop, @Nullable ClientTls tls) {
        this.endpoint = endpoint;
        this.loop = loop;
        this.tls = tls;
    }

    /** How its connections are encrypted, or null. */
    @Nullable
    ClientTls tls() {
        return tls;
    }

    /** Whether it has nothing and nobody waits for it. */
    boolean isEmpty() {
        return links.isEmpty() && waiting.isEmpty() && opening == 0;
    }

    Loop loop() {
        return loop;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    boolean hasRoom() {
        return roomy() != null;
    }

    /** Gives the attempt a lane as soon as there is one. */
    void board(Attempt attempt) {
        Http2Link link = roomy();
        if (link != null) {
            link.serve(attempt);
        } else {
            waiting.addLast(attempt);
            openMore();
        }
    }

    /** Takes over a new connection whose handshake agreed on HTTP/2; the attempt comes first. */
    void adopt(Channel channel, Attempt attempt) {
        opening++;
        waiting.addFirst(attempt);
        Http2LinkBuilder.open(channel, this, attempt.upstream());
    }

    private @Nullable Http2Link roomy() {
        for (int i = 0; i < links.size(); i++) {
            if (links.get(i).hasRoom()) {
                return links.get(i);
            }
        }
        return null;
    }

    private void openMore() {
        while (!waiting.isEmpty() && waiting.getFirst().isSettled()) {
            waiting.removeFirst();
        }
        int before = -1;
        while (opening > before && (long) opening * expected < waiting.size()) {
            before = opening++;
            Upstream upstream = waiting.getFirst().upstream();
            Connecting.open(loop, upstream, endpoint, new Opened(this, upstream));
        }
    }

    /** What becomes of a new connection. */
    private record Opened(Http2Links home, Upstream upstream) implements Connecting.Result {

        @Override
        public void opened(Channel channel, boolean http2) {
            if (http2) {
                Http2LinkBuilder.open(channel, home, upstream);
            } else {
                channel.close();
                home.lost("the endpoint does not speak HTTP/2");
            }
        }

        @Override
        public void failed(Failure failure) {
            home.notOpened(failure);
        }
    }

    /** A new connection did not get as far as HTTP/2. */
    void lost(String reason) {
        notOpened(new Failure.ConnectFailed(endpoint.toString(), reason, false));
    }

    /** Others may still be on their way; if not, nobody needs to wait any longer. */
    void notOpened(Failure failure) {
        opening--;
        if (opening == 0) {
            List<Attempt> all = List.copyOf(waiting);
            waiting.clear();
            all.forEach(attempt -> attempt.unreachable(failure));
        }
    }

    /** A new connection takes requests. */
    void ready(Http2Link link) {
        int room = link.room();
        if (room <= 0) {
            lost("the endpoint allows no requests");
            link.retire();
            return;
        }
        opening--;
        expected = room;
        links.add(link);
        freed();
        if (closed) {
            link.retire();
        }
    }

    /** There may be room for somebody who waits. */
    void freed() {
        for (Http2Link link = roomy(); link != null && !waiting.isEmpty(); link = roomy()) {
            Attempt next = waiting.removeFirst();
            if (!next.isSettled()) {
                link.serve(next);
            }
        }
        if (!waiting.isEmpty()) {
            openMore();
        }
    }

    /** The connection takes no more requests. */
    void forget(Http2Link link) {
        links.remove(link);
    }

    boolean isClosed() {
        return closed;
    }

    void open() {
        closed = false;
    }

    /** What is under way ends well, then its connection closes. */
    void close() {
        closed = true;
        List.copyOf(links).forEach(Http2Link::retire);
    }
}
