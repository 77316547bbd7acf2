package io.highgate.gateway.upstream;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.flow.HeadWriter;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.RequestHead;
import io.netty.buffer.ByteBuf;

/** Spells the head of a request towards an endpoint, from parsed state only. Stateless. */
final class Requests {

    private static final byte[] VERSION_AND_HOST = HeadWriter.octets(" HTTP/1.1\r\nHost: ");
    private static final byte[] CRLF = HeadWriter.octets("\r\n");

    private Requests() {}

    static ByteBuf head(Exchange exchange, Upstream upstream, Endpoint endpoint) {
        RequestHead request = exchange.request();
        Headers headers = request.headers();
        HeadWriter out = new HeadWriter(exchange.loop());
        out.begin(headers, 512).put(request.method().bytes()).put(' ');
        out.put(headers.bytes(), request.targetStart(), request.targetEnd());
        out.put(VERSION_AND_HOST);
        if (upstream.spec().preserveHost() && request.hostEnd() > request.hostStart()) {
            out.put(headers.bytes(), request.hostStart(), request.hostEnd());
        } else {
            out.put(endpoint.host(upstream.tls() != null));
        }
        out.put(CRLF);
        headers.remove(HeaderName.HOST);
        out.fields(headers);
        if (request.bodyLength() == RequestHead.CHUNKED) {
            out.chunked();
        } else if (request.bodyLength() > 0 || headers.contains(HeaderName.CONTENT_LENGTH)) {
            out.contentLength(request.bodyLength());
        }
        return out.end(exchange.loop().allocator());
    }
}
