package io.highgate.gateway.flow;

import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.RequestHead;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Arrays;

/**
 * For the fuzzer: the fields of an HTTP/2 request, as a name and a value in turn, each behind a zero
 * octet. What is accepted must be a valid request of HTTP/1.1. Stateless.
 */
public final class FuzzHttp2Requests {

    private static final int MAX_FIELDS = 100;

    private FuzzHttp2Requests() {}

    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        Http2Headers fields = new DefaultHttp2Headers(false);
        int at = 1;
        while (at < data.length && fields.size() < MAX_FIELDS) {
            int name = end(data, at);
            int value = end(data, Math.min(name + 1, data.length));
            fields.add(text(data, at, name), text(data, name + 1, value));
            at = value + 1;
        }
        RequestHead head = new RequestHead(Headers.empty());
        boolean endsStream = (data[0] & 1) == 1;
        if (Http2Requests.read(fields, head, endsStream, FuzzedMessages.LIMITS) == null) {
            FuzzedMessages.mustBeTheSameAgain(head);
        }
    }

    private static int end(byte[] data, int from) {
        int at = from;
        while (at < data.length && data[at] != 0) {
            at++;
        }
        return at;
    }

    private static AsciiString text(byte[] data, int from, int to) {
        return from >= to ? AsciiString.EMPTY_STRING : new AsciiString(Arrays.copyOfRange(data, from, to), false);
    }
}
