package io.highgate.gateway.listen;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Seat;
import io.highgate.gateway.flow.ClientStream;
import io.highgate.gateway.flow.Http2Requests;
import io.highgate.gateway.flow.Malformed;
import io.highgate.gateway.flow.UpstreamStream;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.HttpVersion;
import io.highgate.gateway.http.Method;
import io.highgate.gateway.http.Reply;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Connection.PropertyKey;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/**
 * One request over HTTP/2 and its answer. Lives as long as the codec's stream, which may be longer
 * than the exchange: what the client has not read yet waits in the codec. Confined to one event
 * loop.
 */
final class Http2ClientStream implements ClientStream {

    private final Http2Connection connection;
    private final Http2Body body;
    private final Http2Answer answer;

    private RequestHead head;
    private @Nullable Exchange exchange;
    private boolean malformed;

    private Http2ClientStream(Http2Connection connection, Http2Stream stream) {
        this.connection = connection;
        this.head = new RequestHead(connection.loop().takeHeaders());
        this.body = new Http2Body(connection, stream, this);
        this.answer = new Http2Answer(connection, stream, this);
    }

    /** The exchange that is under way, if any. */
    @Nullable
    Exchange exchange() {
        return exchange;
    }

    /** Whether an answer has begun. */
    boolean isAnswered() {
        return answer.isStarted();
    }

    /** Ours, beside the codec's stream; null if there is none. */
    static @Nullable Http2ClientStream of(Http2Connection connection, @Nullable Http2Stream stream) {
        return stream == null ? null : stream.getProperty(connection.ours());
    }

    static Http2ClientStream open(Http2Connection connection, Http2Stream stream) {
        PropertyKey key = connection.ours();
        Http2ClientStream opened = new Http2ClientStream(connection, stream);
        stream.setProperty(key, opened);
        return opened;
    }

    // ---- what comes from the client ----

    void begin(Http2Headers fields, boolean endsStream) {
        Malformed problem = Http2Requests.read(
                fields, head, endsStream, connection.entrance().limits());
        answer.begin(head.method().equals(Method.HEAD));
        Exchange opened = openExchange();
        if (problem != null) {
            refuseMalformed(opened, problem);
            return;
        }
        body.begin(endsStream, head);
        if (allowsBody(head.bodyLength())) {
            connection.entrance().enter(opened);
        }
    }

    /** A request that came over HTTP/1.1, whole, and asked to go on in HTTP/2. */
    void beginUpgraded(RequestHead upgraded) {
        connection.loop().giveHeaders(head.headers());
        head = upgraded;
        answer.begin(head.method().equals(Method.HEAD));
        connection.entrance().enter(openExchange());
    }

    /** The header section, or that of the trailers, is larger than was said to be taken. */
    void refuseTooLarge() {
        if (exchange == null && !answer.isStarted()) {
            head.forget();
            head.version(HttpVersion.HTTP_2);
            answer.begin(false);
            openExchange();
        }
        String reason = "the header section is larger than "
                + connection.entrance().limits().headers().bytes() + " bytes";
        refuse(new Failure.BadRequest(new Malformed(Malformed.Kind.HEADERS_TOO_LARGE, reason)));
    }

    private Exchange openExchange() {
        Seat seat = new Seat(connection.loop(), connection.entrance(), this, connection.peer(), connection.takeMatch());
        Exchange opened = new Exchange(seat, head);
        exchange = opened;
        return opened;
    }

    /** Whether a body may be that long; if not, its request is refused. */
    private boolean allowsBody(long octets) {
        long limit = connection.entrance().limits().bodyOctets();
        if (octets > limit) {
            refuse(new Failure.BodyTooLarge(limit));
        }
        return octets <= limit;
    }

    /** Octets of the request's body; returns how many of them the client may send anew. */
    int data(ByteBuf octets, boolean endsStream) {
        Exchange current = exchange;
        if (current == null) {
            return octets.readableBytes();
        }
        current.addBytesIn(octets.readableBytes());
        if (!head.asksForWebSocket() && !allowsBody(current.bytesIn())) {
            return octets.readableBytes();
        }
        return body.data(octets, endsStream);
    }

    void trailers(Http2Headers fields) {
        if (exchange != null) {
            body.trailers(fields);
        }
    }

    void flushBody() {
        body.flush();
    }

    // ---- where the body goes ----

    @Override
    public void joinBody(UpstreamStream upstream) {
        body.joinTo(upstream, head.headers().contains(HeaderName.EXPECT));
    }

    @Override
    public void resumeBody() {
        body.resume();
    }

    // ---- the answer ----

    @Override
    public void inform(ResponseHead interim) {
        answer.inform(interim);
    }

    @Override
    public void answer(Reply reply, boolean last) {
        Exchange current = exchange;
        if (current == null) {
            return;
        }
        current.status(reply.status());
        current.addBytesOut(reply.body().length);
        answer.whole(reply, malformed ? Http2Error.PROTOCOL_ERROR : Http2Error.NO_ERROR);
        leave();
    }

    @Override
    public void respond(ResponseHead response) {
        if (exchange != null) {
            exchange.status(response.status());
        }
        answer.head(response);
    }

    /** Over HTTP/2 it is 200 that opens a WebSocket (RFC 8441 section 5). */
    @Override
    public void open(ResponseHead response) {
        response.status(200);
        respond(response);
    }

    @Override
    public void data(ByteBuf octets) {
        if (exchange == null) {
            octets.release();
        } else {
            exchange.addBytesOut(octets.readableBytes());
            answer.data(octets);
        }
    }

    @Override
    public void flush() {
        answer.flush();
    }

    @Override
    public void end(@Nullable Headers trailers) {
        answer.end(trailers);
        leave();
    }

    @Override
    public void breakOff() {
        answer.reset(Http2Error.INTERNAL_ERROR);
    }

    @Override
    public boolean isWritable() {
        return answer.isWritable();
    }

    /** The codec has room for this stream again, or has none. */
    void writabilityChanged() {
        Exchange current = exchange;
        if (answer.writabilityChanged() && current != null) {
            UpstreamStream upstream = current.upstream();
            if (upstream != null) {
                upstream.resume();
            }
        }
    }

    // ---- how it ends ----

    private void refuseMalformed(Exchange opened, Malformed problem) {
        malformed = problem.kind() == Malformed.Kind.BAD_MESSAGE;
        connection.entrance().refuse(opened, new Failure.BadRequest(problem));
    }

    void refuse(Failure failure) {
        Exchange current = exchange;
        if (current == null) {
            return;
        }
        if (answer.isStarted()) {
            current.failure(failure);
            answer.reset(Http2Error.CANCEL);
        } else {
            cancelUpstream(current);
            connection.entrance().refuse(current, failure);
        }
    }

    /** The codec found the stream to break the rules, and will reset it. */
    void broken(String reason) {
        if (exchange != null) {
            exchange.failure(new Failure.BadRequest(new Malformed(Malformed.Kind.BAD_MESSAGE, reason)));
        }
    }

    /** Who is answered already may send as slowly as it likes, within {@code timeouts.idle}. */
    void bodyTrickles() {
        if (!answer.isStarted()) {
            refuse(new Failure.BodyTooSlow(
                    connection.entrance().limits().minBodyRate().bytes()));
        }
    }

    /** The client did not read for too long. */
    void readsTooSlowly() {
        answer.reset(Http2Error.CANCEL);
    }

    /** The stream is closed, by whomever. */
    void closed() {
        Exchange open = exchange;
        if (open != null) {
            open.clientGone();
            leave();
        }
        answer.closed();
    }

    private void leave() {
        Exchange current = exchange;
        if (current == null) {
            return;
        }
        exchange = null;
        body.close();
        cancelUpstream(current);
        current.end();
        connection.loop().giveHeaders(head.headers());
        connection.giveMatch(current.match());
    }

    private void cancelUpstream(Exchange current) {
        body.leaveUpstream();
        current.cancelUpstream();
    }
}
