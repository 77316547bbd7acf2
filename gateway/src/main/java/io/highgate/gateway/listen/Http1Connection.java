package io.highgate.gateway.listen;

import io.highgate.gateway.exchange.Entrance;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Peer;
import io.highgate.gateway.exchange.Seat;
import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.http.ConnectionField;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.route.RouteMatch;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Settings;
import org.jspecify.annotations.Nullable;

/**
 * A client's HTTP/1.1 connection: one exchange after the other (RFC 9112 section 9.3). Here an
 * exchange begins, is refused and ends; {@link Http1Input} reads for it, {@link Http1Stream}
 * answers. Confined to one event loop.
 */
final class Http1Connection implements ClientConnection {

    private final Http1Handler handler;
    private final ChannelHandlerContext context;
    private final Entrance entrance;
    private final Seat seat;
    private final Http1Input input;
    private final Http1Stream stream;
    private final Http1Responses responses;
    private final Http1Patience patience;
    private final SlowReader slowReader;
    private final Farewell farewell;

    private @Nullable Exchange exchange;
    private int served;

    Http1Connection(Http1Handler handler, ChannelHandlerContext context, Seated seated) {
        this.handler = handler;
        Entrance entrance = seated.entrance();
        Loop loop = seated.loop();
        this.context = context;
        this.entrance = entrance;
        this.responses = new Http1Responses(loop);
        this.patience = new Http1Patience(this, loop);
        this.slowReader = new SlowReader(context.channel(), loop, context::close);
        this.stream = new Http1Stream(this, context, entrance, new Http1Stream.Parts(responses, slowReader));
        this.seat = new Seat(loop, entrance, stream, seated.peer(), new RouteMatch());
        this.farewell = new Farewell(context, patience, slowReader);
        this.input = new Http1Input(this, context, new Http1Input.Seated(entrance, loop, patience));
        patience.forNextRequest(entrance.timeouts().headerRead());
    }

    /** Where it belongs, and whose it is. */
    record Seated(Entrance entrance, Loop loop, Peer peer) {}

    Peer peer() {
        return seat.peer();
    }

    Http1Stream stream() {
        return stream;
    }

    Http1Input input() {
        return input;
    }

    /** The exchange whose turn it is, if any. */
    @Nullable
    Exchange exchange() {
        return exchange;
    }

    // ---- how an exchange begins ----

    /** A request's head has been read; the last one if nothing can follow it. */
    void begin(RequestHead head, boolean isLast) {
        served++;
        boolean keepAlive = !isLast
                && !entrance.isDraining()
                && served < entrance.limits().requestsPerConnection()
                && ConnectionField.keepsAlive(head.headers(), head.isHttp10());
        responses.begin(head, keepAlive);
        Exchange opened = open(head);
        input.expectBody(head.bodyLength());
        if (allowsBody(head.bodyLength())) {
            entrance.enter(opened);
        }
    }

    /** Whether the connection may go on in HTTP/2. */
    boolean mayUpgrade() {
        return handler.takesHttp2() && !seat.peer().secure() && !entrance.isDraining();
    }

    /** Goes on in HTTP/2: the request is answered there, and what came behind it is read there. */
    void upgrade(RequestHead first, Http2Settings settings, ByteBuf rest) {
        context.write(Unpooled.wrappedBuffer(Upgrade.TO_HTTP_2), context.voidPromise());
        try {
            handler.upgrade(context, first, settings, rest);
        } catch (Exception e) {
            handler.exceptionCaught(context, e);
        }
    }

    private Exchange open(RequestHead head) {
        patience.none();
        Exchange opened = new Exchange(seat, head);
        exchange = opened;
        stream.begin(opened);
        return opened;
    }

    /** Whether a body may be that long; if not, its request is refused. */
    boolean allowsBody(long octets) {
        boolean allowed = octets <= entrance.limits().bodyOctets();
        if (!allowed) {
            refuse(new Failure.BodyTooLarge(entrance.limits().bodyOctets()));
        }
        return allowed;
    }

    // ---- how an exchange ends ----

    /** Refuses a request whose head could not be read. */
    void refuseUnread(RequestHead head, Failure failure) {
        responses.beginUnread();
        open(head);
        refuse(failure);
    }

    void refuse(Failure failure) {
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
        if (input.awaitsRequest() || responses.closes()) {
            closeBehindAnswer();
        } else {
            input.next();
        }
    }

    private void leave(Exchange current) {
        exchange = null;
        stream.leave();
        cancelUpstream(current);
        current.end();
    }

    private void cancelUpstream(Exchange current) {
        input.letGo();
        current.cancelUpstream();
    }

    // ---- how the connection ends ----

    /** The client sends nothing more, but may still read. */
    void inputEnded() {
        farewell.inputEnded();
        input.ended();
    }

    /** No other request is served here. */
    void closeAfterThis() {
        responses.close();
    }

    void closeBehindAnswer() {
        patience.none();
        input.dropRest();
        farewell.begin(entrance.timeouts().idle());
    }

    /** The connection is cut because buffers are full: that is why its exchange fails. */
    void cut() {
        if (exchange != null) {
            exchange.failure(new Failure.Overloaded("limits.buffers"));
        }
    }

    /** The connection is closed, by whomever. */
    void closed() {
        patience.none();
        slowReader.stop();
        Exchange open = exchange;
        if (open != null) {
            open.clientGone();
            leave(open);
        }
        input.close();
    }

    /**
     * A connection that is idle may have a request on its way, which a close would cut off: it is
     * kept for a while, and that request is its last (RFC 9112 section 9.5).
     */
    @Override
    public void drain() {
        if (input.isIdle()) {
            patience.forNextRequestWithin(entrance.lastCall());
        } else {
            responses.close();
        }
    }

    @Override
    public void goAway() {
        if (exchange != null) {
            exchange.goAway();
        }
    }

    // ---- when it takes too long ----

    void waitedTooLong(Http1Patience.For what) {
        switch (what) {
            case NEXT_REQUEST -> {
                if (entrance.isDraining()) {
                    closeBehindAnswer();
                } else {
                    context.close();
                }
            }
            case CLOSE -> context.close();
            case HEAD -> input.refuseHead(new Failure.RequestTimeout("the header section"));
            case BODY -> {
                if (input.isHeldUp()) {
                    // It is the upstream that does not take the body, and the attempt watches that.
                    patience.forBody(entrance.timeouts().idle());
                } else {
                    refuse(new Failure.RequestTimeout("the body"));
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

    /** Who is answered already may send as slowly as it likes, within {@code timeouts.idle}: that is a dialogue. */
    void bodyTrickles() {
        if (input.awaitsBody() && !responses.isStarted()) {
            refuse(new Failure.BodyTooSlow(entrance.limits().minBodyRate().bytes()));
        }
    }
}
