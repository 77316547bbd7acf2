package io.highgate.gateway.upstream;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.flow.Chunks;
import io.highgate.gateway.flow.HeadWriter;
import io.highgate.gateway.flow.WebSocketHandshake;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/** Spells a request towards an endpoint as HTTP/1.1, from parsed state only. Stateless. */
final class Http1Requests {

    private static final byte[] VERSION_AND_HOST = HeadWriter.octets(" HTTP/1.1\r\nHost: ");
    /** With the field that says how far TE goes: to the next hop (RFC 9110 section 10.1.4). */
    private static final byte[] TAKES_TRAILERS = HeadWriter.octets("TE: trailers\r\nConnection: TE\r\n");

    private static final byte[] CRLF = HeadWriter.octets("\r\n");

    private Http1Requests() {}

    static ByteBuf head(Attempt attempt) {
        Exchange exchange = attempt.exchange();
        RequestHead request = exchange.request();
        Headers headers = request.headers();
        if (request.asksForWebSocket()) {
            WebSocketHandshake.addKey(request, exchange.loop().random());
        }
        HeadWriter out = new HeadWriter(exchange.loop());
        out.begin(headers, 512).put(request.method().bytes()).put(' ');
        out.put(headers.bytes(), request.targetStart(), request.targetEnd());
        out.put(VERSION_AND_HOST);
        if (attempt.upstream().spec().preserveHost() && request.hostEnd() > request.hostStart()) {
            out.put(headers.bytes(), request.hostStart(), request.hostEnd());
        } else {
            out.put(attempt.endpoint().host(attempt.upstream().tls() != null));
        }
        out.put(CRLF);
        headers.remove(HeaderName.HOST);
        out.fields(headers);
        if (request.asksForWebSocket()) {
            out.put(WebSocketHandshake.upgradeFields());
            return out.end(exchange.loop().allocator());
        }
        if (request.takesTrailers() && !request.isHttp10()) {
            out.put(TAKES_TRAILERS);
        }
        if (request.bodyLength() == RequestHead.CHUNKED) {
            out.chunked();
        } else if (request.bodyLength() > 0 || headers.contains(HeaderName.CONTENT_LENGTH)) {
            out.contentLength(request.bodyLength());
        }
        return out.end(exchange.loop().allocator());
    }

    /** Octets of the body, as a chunk where its length was not known beforehand. */
    static void data(Channel to, ByteBuf octets, boolean chunked) {
        if (chunked) {
            to.write(Chunks.size(to.alloc(), octets.readableBytes()), to.voidPromise());
            to.write(octets, to.voidPromise());
            to.write(Chunks.afterData(), to.voidPromise());
        } else {
            to.write(octets, to.voidPromise());
        }
    }

    /** The end of a body that went out in chunks. */
    static void end(Channel to, @Nullable Headers trailers) {
        to.write(Chunks.last(to.alloc(), trailers), to.voidPromise());
    }
}
