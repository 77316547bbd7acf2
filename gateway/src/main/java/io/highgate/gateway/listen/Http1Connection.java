package io.highgate.gateway.listen;

import io.highgate.gateway.exchange.Entrance;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Peer;
import io.highgate.gateway.exchange.Seat;
import io.highgate.gateway.flow.BodyReader;
import io.highgate.gateway.flow.ClientStream;
import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.flow.ReadResult;
import io.highgate.gateway.flow.RequestReader;
import io.highgate.gateway.flow.UpstreamStream;
import io.highgate.gateway.http.ConnectionField;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Reply;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.http.ResponseHead;
import io.highgate.gateway.route.RouteMatch;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
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
final class Http1Connection implements ClientStream, BodyReader.Sink {

    /** Requests sent ahead of their turn may take this many octets before reading stops. */
    private static final int MAX_AHEAD = 64 * 1024;

    /** A body of this length is read and dropped to keep its connection. */
    private static final int MAX_SKIPPED = 64 * 1024;

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
    private final Http1Responses responses;
    private final Http1Patience patience;
    private final BodyReader body = new BodyReader();
    private final RequestReader reader;

    private Phase phase = Phase.HEAD;
    private RequestHead head;
    private @Nullable Exchange exchange;
    private @Nullable UpstreamStream upstream;
    private @Nullable ByteBuf pending;
    private int served;
    private boolean responseDone;
    private boolean halfClosed;
    private boolean outputEnded;
    private boolean pumping;

    Http1Connection(ChannelHandlerContext context, Entrance entrance, Loop loop, Peer peer) {
        this.context = context;
        this.entrance = entrance;
        this.loop = loop;
        this.seat = new Seat(loop, entrance, this, peer, new RouteMatch());
        this.responses = new Http1Responses(loop);
        this.patience = new Http1Patience(this, loop);
        this.head = new RequestHead(loop.takeHeaders());
        this.reader = new RequestReader(head, entrance.limits());
        patience.forNextRequest(entrance.timeouts().headerRead());
    }

    // ---- what comes from the client ----

    void received(ByteBuf in) {
        ByteBuf before = pending;
        if (before == null) {
            pending = in;
        } else {
            pending = context.alloc().buffer(before.readableBytes() + in.readableBytes());
            pending.writeBytes(before).writeBytes(in);
            before.release();
            in.release();
        }
        pump();
    }

    /** Goes on as far as the phase lets it. */
    private void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        boolean more = true;
        while (more && pending != null && pending.isReadable()) {
            more = switch (phase) {
                case HEAD -> readHead(pending);
                case BODY -> readBody(pending);
                case ANSWERING -> waitForTurn(pending);
                case CLOSING -> drop(pending);
            };
        }
        pumping = false;
        if (pending != null && !pending.isReadable()) {
            pending.release();
            pending = null;
        }
    }

    private boolean readHead(ByteBuf in) {
        if (!reader.hasBegun()) {
            patience.forHead(entrance.timeouts().headerRead());
        }
        ReadResult result = reader.read(in);
        if (result == ReadResult.MALFORMED) {
            responses.beginUnread();
            open();
            refuse(new Failure.BadRequest(reader.malformed()));
        } else if (result == ReadResult.DONE) {
            begin();
        }
        return true;
    }

    private Exchange open() {
        patience.none();
        responseDone = false;
        Exchange opened = new Exchange(seat, head);
        exchange = opened;
        return opened;
    }

    private void begin() {
        served++;
        boolean keepAlive = !halfClosed
                && !entrance.isDraining()
                && served < entrance.limits().requestsPerConnection()
                && ConnectionField.keepsAlive(head.headers(), head.isHttp10());
        responses.begin(head, keepAlive);
        Exchange opened = open();
        boolean empty = head.bodyLength() == RequestHead.NO_BODY;
        phase = empty ? Phase.ANSWERING : Phase.BODY;
        if (!empty) {
            body.reset(head.bodyLength());
            if (exceedsLimit(head.bodyLength())) {
                refuse(new Failure.BodyTooLarge(bodyLimit()));
                return;
            }
            patience.forBody(entrance.timeouts().idle());
        }
        entrance.enter(opened);
    }

    private boolean exceedsLimit(long length) {
        return length > bodyLimit();
    }

    private long bodyLimit() {
        var limit = entrance.limits().body();
        return limit == null ? Long.MAX_VALUE : limit.bytes();
    }

    private boolean readBody(ByteBuf in) {
        UpstreamStream to = upstream;
        if (to == null || !to.isWritable()) {
            stopReading();
            return false;
        }
        patience.moved();
        ReadResult result = body.read(in, this);
        if (phase != Phase.BODY) {
            return true;
        }
        if (result == ReadResult.MALFORMED) {
            refuse(new Failure.BadRequest(body.malformed()));
        } else if (result == ReadResult.DONE) {
            phase = Phase.ANSWERING;
            patience.none();
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
        if (exceedsLimit(current.bytesIn())) {
            octets.release();
            refuse(new Failure.BodyTooLarge(bodyLimit()));
        } else {
            to.data(octets);
        }
    }

    private boolean waitForTurn(ByteBuf in) {
        if (in.readableBytes() > MAX_AHEAD) {
            stopReading();
        }
        return false;
    }

    private boolean drop(ByteBuf in) {
        in.skipBytes(in.readableBytes());
        return true;
    }

    /** All that the socket had for now has been received. */
    void receivedAll() {
        if (upstream != null) {
            upstream.flush();
        }
    }

    /** The client will send nothing more, but may still read (RFC 9112 section 9.6). */
    void inputEnded() {
        halfClosed = true;
        switch (phase) {
            case HEAD -> closeBehindAnswer();
            case BODY -> context.close();
            case ANSWERING -> {
                responses.close();
                patience.untilProbe();
            }
            case CLOSING -> {
                if (outputEnded) {
                    context.close();
                }
            }
        }
    }

    /** The connection is closed, by whomever. */
    void closed() {
        patience.none();
        if (pending != null) {
            pending.release();
            pending = null;
        }
        Exchange open = exchange;
        if (open != null) {
            if (!responseDone || phase == Phase.BODY) {
                open.failure(new Failure.ClientGone());
            }
            leave(open);
        }
        phase = Phase.CLOSING;
        loop.giveHeaders(head.headers());
        head = new RequestHead(Headers.empty());
    }

    // ---- what the path and the upstream say ----

    @Override
    public void joinBody(UpstreamStream to) {
        upstream = to;
        resumeBody();
    }

    @Override
    public void resumeBody() {
        UpstreamStream to = upstream;
        if (phase == Phase.BODY && to != null) {
            keepReading();
            pump();
            to.flush();
        }
    }

    @Override
    public void inform(ResponseHead interim) {
        if (!responses.isStarted()) {
            responses.interim(context, interim);
            context.flush();
        }
    }

    @Override
    public void respond(ResponseHead response) {
        Exchange current = exchange;
        if (current != null) {
            current.status(response.status());
        }
        if (entrance.isDraining()) {
            responses.close();
        }
        responses.head(context, response);
    }

    @Override
    public void data(ByteBuf octets) {
        Exchange current = exchange;
        if (current == null || responseDone) {
            octets.release();
            return;
        }
        current.addBytesOut(octets.readableBytes());
        responses.data(context, octets);
    }

    @Override
    public void flush() {
        context.flush();
        if (!context.channel().isWritable() && !patience.isWaitingFor(Http1Patience.For.CLIENT_TO_READ)) {
            patience.forClientToRead(entrance.timeouts().idle());
        }
    }

    @Override
    public void end(@Nullable Headers trailers) {
        responses.end(context, trailers);
        responseDone = true;
        context.flush();
        finishIfDone();
    }

    @Override
    public void answer(Reply reply, boolean last) {
        Exchange current = exchange;
        if (current != null) {
            current.status(reply.status());
            current.addBytesOut(reply.body().length);
        }
        boolean skip = phase == Phase.BODY && !last && maySkipBody();
        if (last || phase == Phase.HEAD || phase == Phase.BODY && !skip) {
            responses.close();
        }
        responses.answer(context, reply);
        responseDone = true;
        context.flush();
        if (skip) {
            joinBody(Nowhere.INSTANCE);
        } else {
            finishIfDone();
        }
    }

    /** A body that is short and surely under way costs less to read than a new connection. */
    private boolean maySkipBody() {
        return head.bodyLength() > 0
                && head.bodyLength() <= MAX_SKIPPED
                && !head.headers().contains(HeaderName.EXPECT);
    }

    @Override
    public void breakOff() {
        context.close();
    }

    @Override
    public boolean isWritable() {
        return context.channel().isWritable();
    }

    /** The socket's buffers fill up or have room again. */
    void writabilityChanged() {
        if (!context.channel().isWritable()) {
            return;
        }
        if (patience.isWaitingFor(Http1Patience.For.CLIENT_TO_READ)) {
            patience.none();
        }
        Exchange current = exchange;
        if (current != null && current.upstream() != null) {
            current.upstream().resume();
        }
    }

    // ---- how an exchange ends ----

    private void refuse(Failure failure) {
        Exchange current = exchange;
        if (current == null) {
            context.close();
        } else if (responses.isStarted()) {
            current.failure(failure);
            breakOff();
        } else {
            cancelUpstream(current);
            responses.close();
            entrance.refuse(current, failure);
        }
    }

    private void finishIfDone() {
        if (!responseDone) {
            return;
        }
        Exchange current = exchange;
        if (phase == Phase.BODY || phase == Phase.HEAD || responses.closes()) {
            if (current != null) {
                leave(current);
            }
            closeBehindAnswer();
        } else if (current != null) {
            leave(current);
            next();
        }
    }

    private void leave(Exchange current) {
        exchange = null;
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
        keepReading();
        pump();
    }

    /**
     * Closes without losing the answer: a socket closed with unread input resets the connection,
     * and the client may never see what was written (RFC 9112 section 9.6).
     */
    private void closeBehindAnswer() {
        phase = Phase.CLOSING;
        // Netty drops what waits to be written when output is shut down: so the last write comes first.
        if (!patience.isWaitingFor(Http1Patience.For.CLIENT_TO_READ)) {
            patience.forClientToRead(entrance.timeouts().idle());
        }
        keepReading();
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> shutdown());
        pump();
    }

    private void shutdown() {
        if (halfClosed || !(context.channel() instanceof DuplexChannel channel)) {
            context.close();
        } else if (channel.isActive()) {
            outputEnded = true;
            channel.shutdownOutput();
            patience.untilClose();
        }
    }

    void waitedTooLong(Http1Patience.For what) {
        switch (what) {
            case NEXT_REQUEST, CLOSE -> context.close();
            case HEAD -> {
                responses.beginUnread();
                open();
                refuse(new Failure.RequestTimeout("the header section"));
            }
            case BODY -> refuse(new Failure.RequestTimeout("the body"));
            case CLIENT_TO_READ -> breakOff();
            case PROBE -> {
                responses.probe(context);
                if (!responses.isStarted()) {
                    patience.untilProbe();
                }
            }
        }
    }

    /** The gateway drains: a connection without a request under way closes now. */
    void drain() {
        if (phase == Phase.HEAD && !reader.hasBegun()) {
            closeBehindAnswer();
        } else {
            responses.close();
        }
    }

    private void stopReading() {
        context.channel().config().setAutoRead(false);
    }

    private void keepReading() {
        if (!context.channel().config().isAutoRead()) {
            context.channel().config().setAutoRead(true);
        }
    }
}
