package io.highgate.gateway.listen;

import io.highgate.gateway.exchange.Entrance;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Peer;
import io.highgate.gateway.exchange.Seat;
import io.highgate.gateway.flow.BodyReader;
import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.flow.ReadResult;
import io.highgate.gateway.flow.RequestReader;
import io.highgate.gateway.flow.UpstreamStream;
import io.highgate.gateway.http.ConnectionField;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.route.RouteMatch;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * A client's HTTP/1.1 connection: one exchange after the other (RFC 9112 section 9.3); a request
 * that comes before the answer to the one before it waits. Confined to one event loop.
 *
 * <pre>
 * HEAD -> BODY -> ANSWERING -> HEAD ...      request and answer complete, connection kept
 *   any of them -> CLOSING -> closed         the answer goes out, what still comes in is dropped
 * </pre>
 */
final class Http1Connection implements ClientConnection, BodyReader.Sink {

    /** Requests sent ahead of their turn may take this many octets before reading stops. */
    private static final int MAX_AHEAD = 64 * 1024;

    private enum Phase {
        HEAD,
        BODY,
        ANSWERING,
        CLOSING
    }

    private final ChannelHandlerContext context;
    private final Entrance entrance;
    private final Loop loop;
    private final Seat seat;
    private final Http1Stream stream;
    private final Http1Responses responses;
    private final Http1Patience patience;
    private final Farewell farewell;
    private final Inbox inbox;
    private final BodyReader body = new BodyReader();
    private final RequestReader reader;

    private Phase phase = Phase.HEAD;
    private RequestHead head;
    private @Nullable Exchange exchange;
    private @Nullable UpstreamStream upstream;
    private int served;
    private boolean pumping;

    Http1Connection(ChannelHandlerContext context, Entrance entrance, Loop loop, Peer peer) {
        this.context = context;
        this.entrance = entrance;
        this.loop = loop;
        this.responses = new Http1Responses(loop);
        this.patience = new Http1Patience(this, loop);
        this.stream = new Http1Stream(this, context, entrance, new Http1Stream.Parts(responses, patience));
        this.seat = new Seat(loop, entrance, stream, peer, new RouteMatch());
        this.farewell = new Farewell(context, patience);
        this.inbox = new Inbox(context.alloc());
        this.head = new RequestHead(loop.takeHeaders());
        this.reader = new RequestReader(head, entrance.limits());
        patience.forNextRequest(entrance.timeouts().headerRead());
    }

    Peer peer() {
        return seat.peer();
    }

    Http1Stream stream() {
        return stream;
    }

    // ---- what comes from the client ----

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
            more = switch (phase) {
                case HEAD -> readHead(in);
                case BODY -> readBody(in);
                case ANSWERING -> waitForTurn(in);
                case CLOSING -> drop(in);
            };
        }
        pumping = false;
        inbox.tidy();
        if (phase == Phase.HEAD && farewell.hasInputEnded()) {
            closeBehindAnswer();
        }
    }

    private boolean readHead(ByteBuf in) {
        if (!reader.hasBegun()) {
            patience.forHead(entrance.timeouts().headerRead());
        }
        ReadResult result = reader.read(in);
        if (result == ReadResult.MALFORMED) {
            refuseUnread(new Failure.BadRequest(reader.malformed()));
        } else if (result == ReadResult.DONE) {
            begin();
        }
        return true;
    }

    private void begin() {
        served++;
        boolean isLast = farewell.hasInputEnded() && inbox.readable() == null;
        boolean keepAlive = !isLast
                && !entrance.isDraining()
                && served < entrance.limits().requestsPerConnection()
                && ConnectionField.keepsAlive(head.headers(), head.isHttp10());
        responses.begin(head, keepAlive);
        Exchange opened = open();
        if (head.bodyLength() == RequestHead.NO_BODY) {
            phase = Phase.ANSWERING;
            probeIfInputEnded();
        } else {
            phase = Phase.BODY;
            body.reset(head.bodyLength());
            patience.forBody(entrance.timeouts().idle());
        }
        if (head.bodyLength() > bodyLimit()) {
            refuse(new Failure.BodyTooLarge(bodyLimit()));
        } else {
            entrance.enter(opened);
        }
    }

    private Exchange open() {
        patience.none();
        Exchange opened = new Exchange(seat, head);
        exchange = opened;
        stream.begin(opened);
        return opened;
    }

    private long bodyLimit() {
        var limit = entrance.limits().body();
        return limit == null ? Long.MAX_VALUE : limit.bytes();
    }

    private boolean readBody(ByteBuf in) {
        UpstreamStream to = upstream;
        if (to == null || !to.isWritable()) {
            keepReading(false);
            return false;
        }
        patience.moved();
        ReadResult result = body.read(in, this);
        if (phase != Phase.BODY) {
            return true;
        }
        if (result == ReadResult.MALFORMED) {
            refuse(new Failure.BadRequest(body.malformed()));
        } else if (result == ReadResult.MORE && farewell.hasInputEnded()) {
            context.close();
        } else if (result == ReadResult.DONE) {
            phase = Phase.ANSWERING;
            patience.none();
            probeIfInputEnded();
            to.end(body.trailers());
            finishIfDone();
        }
        return true;
    }

    @Override
    public void part(ByteBuf octets) {
        Exchange current = exchange;
        UpstreamStream to = upstream;
        if (current == null || to == null || phase != Phase.BODY) {
            octets.release();
            return;
        }
        current.addBytesIn(octets.readableBytes());
        if (current.bytesIn() > bodyLimit()) {
            octets.release();
            refuse(new Failure.BodyTooLarge(bodyLimit()));
        } else {
            to.data(octets);
        }
    }

    private boolean waitForTurn(ByteBuf in) {
        if (in.readableBytes() > MAX_AHEAD) {
            keepReading(false);
        }
        return false;
    }

    private static boolean drop(ByteBuf in) {
        in.skipBytes(in.readableBytes());
        return true;
    }

    /** All that the socket had for now has been received. */
    void receivedAll() {
        if (upstream != null) {
            upstream.flush();
        }
    }

    /**
     * The client will send nothing more, but may still read (RFC 9112 section 9.6). What it sent
     * before, and waits here for its turn, still counts.
     */
    void inputEnded() {
        farewell.inputEnded();
        boolean allRead = inbox.readable() == null;
        switch (phase) {
            case HEAD -> closeBehindAnswer();
            case BODY -> {
                if (allRead) {
                    context.close();
                }
            }
            case ANSWERING -> {
                if (allRead) {
                    responses.close();
                }
                patience.untilProbe();
            }
            case CLOSING -> {}
        }
    }

    private void probeIfInputEnded() {
        if (farewell.hasInputEnded()) {
            patience.untilProbe();
        }
    }

    // ---- where the body goes ----

    void sendBodyTo(UpstreamStream to) {
        upstream = to;
        resumeBody();
    }

    void resumeBody() {
        UpstreamStream to = upstream;
        if (phase == Phase.BODY && to != null) {
            keepReading(true);
            pump();
            to.flush();
        }
    }

    /** Whether the request's body has not been read to its end. */
    boolean awaitsBody() {
        return phase == Phase.BODY;
    }

    /** Whether the request has not been read to its end. */
    boolean awaitsRequest() {
        return phase == Phase.BODY || phase == Phase.HEAD;
    }

    // ---- how an exchange ends ----

    /** Refuses a request whose head could not be read. */
    private void refuseUnread(Failure failure) {
        responses.beginUnread();
        open();
        refuse(failure);
    }

    private void refuse(Failure failure) {
        Exchange current = exchange;
        if (current == null) {
            context.close();
        } else if (responses.isStarted()) {
            current.failure(failure);
            stream.breakOff();
        } else {
            cancelUpstream(current);
            responses.close();
            entrance.refuse(current, failure);
        }
    }

    void finishIfDone() {
        Exchange current = exchange;
        if (!stream.isDone() || current == null) {
            return;
        }
        leave(current);
        if (awaitsRequest() || responses.closes()) {
            closeBehindAnswer();
        } else {
            next();
        }
    }

    private void leave(Exchange current) {
        exchange = null;
        stream.leave();
        cancelUpstream(current);
        current.end();
    }

    private void cancelUpstream(Exchange current) {
        upstream = null;
        UpstreamStream to = current.upstream();
        if (to != null) {
            current.upstream(null);
            to.cancel();
        }
    }

    private void next() {
        phase = Phase.HEAD;
        head.headers().clear();
        reader.reset(head);
        patience.forNextRequest(entrance.timeouts().keepAlive());
        keepReading(true);
        pump();
    }

    private void closeBehindAnswer() {
        phase = Phase.CLOSING;
        keepReading(true);
        farewell.begin(entrance.timeouts().idle());
        pump();
    }

    /** The connection is closed, by whomever. */
    void closed() {
        patience.none();
        inbox.clear();
        Exchange open = exchange;
        if (open != null) {
            if (open.failure() == null) {
                open.failure(new Failure.ClientGone());
            }
            leave(open);
        }
        phase = Phase.CLOSING;
        loop.giveHeaders(head.headers());
        head = new RequestHead(Headers.empty());
    }

    void waitedTooLong(Http1Patience.For what) {
        switch (what) {
            case NEXT_REQUEST, CLOSE -> context.close();
            case HEAD -> refuseUnread(new Failure.RequestTimeout("the header section"));
            case BODY -> refuse(new Failure.RequestTimeout("the body"));
            case CLIENT_TO_READ -> {
                if (stream.hasClientRead()) {
                    patience.forClientToRead(entrance.timeouts().idle());
                } else {
                    stream.breakOff();
                }
            }
            case PROBE -> {
                responses.probe(context);
                if (!responses.isStarted()) {
                    patience.untilProbe();
                }
            }
        }
    }

    /** A connection without a request under way closes now. */
    @Override
    public void drain() {
        if (phase == Phase.HEAD && !reader.hasBegun()) {
            closeBehindAnswer();
        } else {
            responses.close();
        }
    }

    private void keepReading(boolean on) {
        if (context.channel().config().isAutoRead() != on) {
            context.channel().config().setAutoRead(on);
        }
    }
}
