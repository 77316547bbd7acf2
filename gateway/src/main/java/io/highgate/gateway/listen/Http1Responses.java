package io.highgate.gateway.listen;

import io.highgate.gateway.flow.Chunks;
import io.highgate.gateway.flow.HeadWriter;
import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.flow.WebSocketHandshake;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Method;
import io.highgate.gateway.http.Reply;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * Writes the answers of one HTTP/1.1 connection, each framed as its client understands it: by
 * length where it is known, else in chunks, else (HTTP/1.0) by closing. Confined to one event loop.
 */
final class Http1Responses {

    private static final byte[] CLOSE = HeadWriter.octets("Connection: close\r\n");
    private static final byte[] KEEP_ALIVE = HeadWriter.octets("Connection: keep-alive\r\n");
    private static final byte[] DATE = HeadWriter.octets("Date: ");
    private static final byte[] CRLF = HeadWriter.octets("\r\n");

    private final HeadWriter writer;
    private final HttpDate date;
    private boolean toHead;
    private boolean http10;
    private boolean close;
    private boolean chunked;
    private boolean started;
    private long left;

    Http1Responses(Loop loop) {
        this.writer = new HeadWriter(loop);
        this.date = HttpDate.of(loop);
    }

    /** Makes ready for the answer to the given request. */
    void begin(RequestHead request, boolean keepAlive) {
        toHead = request.method().equals(Method.HEAD);
        http10 = request.isHttp10();
        close = !keepAlive;
        chunked = false;
        started = false;
        left = 0;
    }

    /** Makes ready to answer a request that could not be read. */
    void beginUnread() {
        toHead = false;
        http10 = false;
        close = true;
        started = false;
    }

    /** Whether the head of the final answer has been written. */
    boolean isStarted() {
        return started;
    }

    /** Whether the connection ends behind this answer. */
    boolean closes() {
        return close;
    }

    /** The connection ends behind this answer. */
    void close() {
        close = true;
    }

    void interim(ChannelHandlerContext to, ResponseHead head) {
        if (!http10) {
            to.write(
                    status(head.status(), head.headers()).fields(head.headers()).end(to.alloc()), to.voidPromise());
        }
    }

    /** {@code 100 Continue}: any number may come before an answer, and a closed socket resets on it. */
    void probe(ChannelHandlerContext to) {
        if (!http10 && !started) {
            to.writeAndFlush(
                    writer.begin(Headers.empty(), 64).put(StatusLine.of(100)).end(to.alloc()), to.voidPromise());
        }
    }

    void head(ChannelHandlerContext to, ResponseHead head) {
        started = true;
        int status = head.status();
        boolean empty = toHead || status == 204 || status == 304;
        Headers headers = head.headers();
        HeadWriter out = status(status, headers);
        if (empty) {
            // The length a GET would have had is the upstream's to tell (RFC 9110 section 8.6).
            lengthAsGiven(out, headers, status);
        } else if (head.bodyLength() >= 0) {
            left = head.bodyLength();
            out.contentLength(left);
        } else if (http10) {
            close = true;
            left = Long.MAX_VALUE;
        } else {
            chunked = true;
            out.chunked();
        }
        out.fields(headers);
        if (!headers.contains(HeaderName.DATE)) {
            out.put(DATE).put(date.octets()).put(CRLF);
        }
        to.write(connection(out).end(to.alloc()), to.voidPromise());
    }

    /** The head behind which both sides go on as a WebSocket; the connection serves nothing else. */
    void open(ChannelHandlerContext to, ResponseHead head) {
        started = true;
        close = true;
        left = Long.MAX_VALUE;
        HeadWriter out = status(head.status(), head.headers()).fields(head.headers());
        to.write(out.put(WebSocketHandshake.upgradeFields()).end(to.alloc()), to.voidPromise());
    }

    private void lengthAsGiven(HeadWriter out, Headers headers, int status) {
        int given = headers.find(HeaderName.CONTENT_LENGTH);
        if (given >= 0 && status != 204) {
            out.contentLength(Long.parseLong(headers.value(given)));
        }
    }

    private HeadWriter connection(HeadWriter out) {
        if (close) {
            return out.put(CLOSE);
        }
        return http10 ? out.put(KEEP_ALIVE) : out;
    }

    private HeadWriter status(int status, Headers headers) {
        return writer.begin(headers, 256).put(StatusLine.of(status));
    }

    /** A whole answer of the gateway's own. */
    void answer(ChannelHandlerContext to, Reply reply) {
        started = true;
        HeadWriter out = writer.begin(Headers.empty(), 512 + size(reply)).put(StatusLine.of(reply.status()));
        for (Reply.Field field : reply.fields()) {
            out.put(HeadWriter.octets(field.name().toString())).put(':').put(' ');
            out.put(HeadWriter.octets(field.value())).put(CRLF);
        }
        if (reply.status() != 204 && reply.status() != 304) {
            out.contentLength(reply.body().length);
        }
        out.put(DATE).put(date.octets()).put(CRLF);
        ByteBuf head = connection(out).end(to.alloc());
        to.write(toHead || reply.body().length == 0 ? head : head.writeBytes(reply.body()), to.voidPromise());
    }

    private static int size(Reply reply) {
        int size = 0;
        for (Reply.Field field : reply.fields()) {
            size += field.name().toString().length() + field.value().length() + 4;
        }
        return size;
    }

    /** Octets of the body; more than was announced are dropped, so that framing stays true. */
    void data(ChannelHandlerContext to, ByteBuf octets) {
        if (chunked) {
            to.write(Chunks.size(to.alloc(), octets.readableBytes()), to.voidPromise());
            to.write(octets, to.voidPromise());
            to.write(Chunks.afterData(), to.voidPromise());
        } else if (left > 0) {
            left -= octets.readableBytes();
            to.write(octets, to.voidPromise());
        } else {
            octets.release();
        }
    }

    void end(ChannelHandlerContext to, @Nullable Headers trailers) {
        if (chunked) {
            to.write(Chunks.last(to.alloc(), trailers), to.voidPromise());
        }
    }
}
