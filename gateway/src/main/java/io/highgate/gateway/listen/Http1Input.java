package io.highgate.gateway.listen;

import io.highgate.gateway.exchange.Entrance;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.flow.ReadResult;
import io.highgate.gateway.flow.RequestReader;
import io.highgate.gateway.flow.UpstreamStream;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Settings;

/**
 * What comes from the client of an HTTP/1.1 connection: the heads and bodies of its requests, one
 * after the other; what comes too early waits. Confined to one event loop.
 *
 * <pre>
 * HEAD -> BODY -> ANSWERING -> HEAD ...      request and answer complete, connection kept
 * ANSWERING -> SOCKET                      a WebSocket, to the end of the connection
 *   any of them -> CLOSING                   what still comes in is dropped
 * </pre>
 */
final class Http1Input {

    private enum Phase {
        HEAD,
        BODY,
        SOCKET,
        ANSWERING,
        CLOSING
    }

    private final Http1Connection connection;
    private final ChannelHandlerContext context;
    private final Entrance entrance;
    private final Loop loop;
    private final Http1Patience patience;
    private final Http1Body body;
    private final Inbox inbox;
    private final RequestReader reader;
    // While nothing comes this stands where a head is collected: a loop has far fewer of those than connections.
    private final Headers resting = new Headers(16, 1);

    private Phase phase = Phase.HEAD;
    private RequestHead head;
    private boolean pumping;
    private boolean ended;

    Http1Input(Http1Connection connection, ChannelHandlerContext context, Seated seated) {
        this.connection = connection;
        this.context = context;
        this.entrance = seated.entrance();
        this.loop = seated.loop();
        this.patience = seated.patience();
        this.body = new Http1Body(connection, entrance, loop);
        this.inbox = new Inbox(context.channel());
        this.head = new RequestHead(resting);
        this.reader = new RequestReader(head, entrance.limits());
    }

    /** What it shares with its connection. */
    record Seated(Entrance entrance, Loop loop, Http1Patience patience) {}

    void received(ByteBuf in) {
        inbox.add(in);
        pump();
    }

    /** Goes on as far as the phase lets it. */
    private void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        boolean more = true;
        for (ByteBuf in = inbox.readable(); more && in != null; in = inbox.readable()) {
            switch (phase) {
                case HEAD -> readHead(in);
                case BODY, SOCKET -> more = readBody(in);
                case ANSWERING -> {
                    inbox.waitForTurn();
                    more = false;
                }
                case CLOSING -> inbox.drop();
            }
        }
        pumping = false;
        inbox.tidy();
        if (phase == Phase.HEAD && ended) {
            connection.closeBehindAnswer();
        }
    }

    private void readHead(ByteBuf in) {
        if (head.headers() == resting) {
            head.headers(loop.takeHeaders());
            reader.reset(head);
        }
        boolean wasInside = reader.isInside();
        ReadResult result = reader.read(in);
        if (result == ReadResult.MALFORMED) {
            refuseHead(new Failure.BadRequest(reader.malformed()));
        } else if (result == ReadResult.DONE) {
            Http2Settings http2 = connection.mayUpgrade() ? Upgrade.toHttp2(head) : null;
            if (http2 == null) {
                boolean isLast = ended && inbox.readable() == null;
                connection.begin(head, isLast);
            } else {
                RequestHead first = head;
                head = new RequestHead(Headers.empty());
                connection.upgrade(first, http2, in.readRetainedSlice(in.readableBytes()));
            }
        } else if (!wasInside && reader.isInside()) {
            patience.forHead(entrance.timeouts().headerRead());
        }
    }

    /** The head of the request is not to be had. */
    void refuseHead(Failure failure) {
        connection.refuseUnread(head, failure);
    }

    /** The request's head has been read; this is what comes behind it. */
    void expectBody(long length) {
        if (length == RequestHead.NO_BODY) {
            phase = Phase.ANSWERING;
            probeIfEnded();
        } else {
            phase = Phase.BODY;
            body.begin(length);
            patience.forBody(entrance.timeouts().idle());
        }
    }

    /** What comes from now on is said on a WebSocket. */
    void open() {
        phase = Phase.SOCKET;
        patience.none();
        body.beginSocket();
    }

    private void endSocket() {
        phase = Phase.ANSWERING;
        body.end();
    }

    private boolean readBody(ByteBuf in) {
        if (!body.isTaken()) {
            body.hold();
            inbox.keepReading(false);
            return false;
        }
        patience.moved();
        ReadResult result = body.read(in);
        if (phase == Phase.SOCKET && ended) {
            endSocket();
        }
        if (phase != Phase.BODY) {
            return true;
        }
        if (result == ReadResult.MALFORMED) {
            connection.refuse(new Failure.BadRequest(body.malformed()));
        } else if (result == ReadResult.MORE && ended) {
            context.close();
        } else if (result == ReadResult.DONE) {
            phase = Phase.ANSWERING;
            patience.none();
            probeIfEnded();
            body.end();
            connection.finishIfDone();
        }
        return true;
    }

    /** All that the socket had for now has been received. */
    void receivedAll() {
        body.flush();
    }

    /**
     * The client will send nothing more, but may still read (RFC 9112 section 9.6). What it sent
     * before, and waits here for its turn, still counts.
     */
    void ended() {
        ended = true;
        boolean allRead = inbox.readable() == null;
        switch (phase) {
            case HEAD -> connection.closeBehindAnswer();
            case BODY -> {
                if (allRead) {
                    context.close();
                }
            }
            case SOCKET -> {
                if (allRead) {
                    endSocket();
                }
            }
            case ANSWERING -> {
                if (allRead) {
                    connection.closeAfterThis();
                }
                patience.untilProbe();
            }
            case CLOSING -> {}
        }
    }

    private void probeIfEnded() {
        if (ended) {
            patience.untilProbe();
        }
    }

    /** From now on the body goes there. */
    void sendBodyTo(UpstreamStream to) {
        body.to(to, head.headers().contains(HeaderName.EXPECT));
        resumeBody();
    }

    void resumeBody() {
        UpstreamStream to = body.upstream();
        if ((phase == Phase.BODY || phase == Phase.SOCKET) && to != null) {
            inbox.keepReading(true);
            pump();
            to.flush();
        }
    }

    /** The body goes nowhere any more. */
    void letGo() {
        body.letGo();
    }

    /** Whether a body waits because its upstream does not take it. */
    boolean isHeldUp() {
        return phase == Phase.BODY && body.upstream() != null && !body.isTaken();
    }

    /** Whether the request's body has not been read to its end. */
    boolean awaitsBody() {
        return phase == Phase.BODY;
    }

    /** Whether the request has not been read to its end. */
    boolean awaitsRequest() {
        return phase == Phase.BODY || phase == Phase.HEAD || phase == Phase.SOCKET;
    }

    /** Whether a WebSocket is open here. */
    boolean isSocket() {
        return phase == Phase.SOCKET;
    }

    /** Whether nothing of a request has come: the connection may close without harm. */
    boolean isIdle() {
        return phase == Phase.HEAD && !reader.isInside();
    }

    /** Goes on with the next request. */
    void next() {
        phase = Phase.HEAD;
        if (head.headers() != resting) {
            loop.giveHeaders(head.headers());
            head.headers(resting);
        }
        reader.reset(head);
        patience.forNextRequest(entrance.timeouts().keepAlive());
        inbox.keepReading(true);
        pump();
    }

    /** Drops what still comes. */
    void dropRest() {
        phase = Phase.CLOSING;
        body.stop();
        inbox.keepReading(true);
        pump();
    }

    /** The connection is closed: nothing comes any more. */
    void close() {
        phase = Phase.CLOSING;
        body.stop();
        inbox.clear();
        if (head.headers() != resting) {
            loop.giveHeaders(head.headers());
        }
        // Whoever still looks at the last request finds its arrays.
        head = new RequestHead(resting);
    }
}
