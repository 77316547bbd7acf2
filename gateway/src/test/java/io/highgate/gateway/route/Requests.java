package io.highgate.gateway.route;

import io.highgate.gateway.ask.Supposed;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Method;
import io.highgate.gateway.http.RequestHead;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** Request heads as the parser leaves them. Pure. */
public final class Requests {

    private Requests() {}

    /** The request as a client on this machine would make it, at a time that does not matter. */
    public static Supposed asked(RequestHead head) {
        return new Supposed(head, InetAddress.getLoopbackAddress(), Instant.EPOCH);
    }

    public static RequestHead get(String target) {
        return request("GET", "example.com", target, Map.of());
    }

    public static RequestHead request(String method, String host, String target) {
        return request(method, host, target, Map.of());
    }

    public static RequestHead request(String method, String host, String target, Map<String, String> fields) {
        // Small on purpose, so that additions make the arrays grow.
        Headers headers = new Headers(16, 1);
        RequestHead head = new RequestHead(headers);
        head.method(Method.of(method));
        byte[] octets = target.getBytes(StandardCharsets.ISO_8859_1);
        int at = headers.append(octets, 0, octets.length);
        int mark = target.indexOf('?');
        head.path(at, at + (mark < 0 ? octets.length : mark));
        head.query(mark < 0 ? -1 : at + mark + 1, at + octets.length);
        byte[] name = host.getBytes(StandardCharsets.ISO_8859_1);
        int hostAt = headers.append(name, 0, name.length);
        head.host(hostAt, hostAt + name.length);
        fields.forEach((field, value) -> headers.add(HeaderName.of(field), value));
        return head;
    }
}
