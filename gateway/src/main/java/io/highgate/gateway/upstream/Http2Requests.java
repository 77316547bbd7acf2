package io.highgate.gateway.upstream;

import io.highgate.gateway.flow.Http2Fields;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.RequestHead;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;

/** Spells the head of a request towards an endpoint as HTTP/2, from parsed state only. Stateless. */
final class Http2Requests {

    private static final AsciiString TE = AsciiString.cached("te");
    private static final AsciiString TRAILERS = AsciiString.cached("trailers");

    private Http2Requests() {}

    static Http2Headers head(Attempt attempt) {
        RequestHead request = attempt.exchange().request();
        Headers headers = request.headers();
        headers.remove(HeaderName.HOST);
        byte[] bytes = headers.bytes();
        Http2Headers to = Http2Fields.write(headers);
        to.method(new AsciiString(request.method().bytes(), false));
        to.scheme(attempt.upstream().scheme());
        to.path(text(bytes, request.targetStart(), request.targetEnd()));
        boolean keep = attempt.upstream().spec().preserveHost() && request.hostEnd() > request.hostStart();
        to.authority(
                keep
                        ? text(bytes, request.hostStart(), request.hostEnd())
                        : new AsciiString(
                                attempt.endpoint().host(attempt.upstream().tls() != null), false));
        if (request.takesTrailers()) {
            to.set(TE, TRAILERS);
        }
        return to;
    }

    private static AsciiString text(byte[] bytes, int start, int end) {
        return new AsciiString(bytes, start, end - start, true);
    }
}
