package io.highgate.gateway;

import io.highgate.testkit.Http2Wire;
import io.highgate.testkit.Origin;

/** Gateways before endpoints that speak HTTP/2, and what such endpoints commonly say. Stateless. */
final class Http2Endpoints {

    static final String GET = "GET /a?b=c HTTP/1.1\r\nHost: client.test\r\n\r\n";

    private Http2Endpoints() {}

    static RunningGateway before(Origin origin) {
        return before(origin, "");
    }

    /** A gateway before the origin, with further settings of the upstream, each behind a comma. */
    static RunningGateway before(Origin origin, String upstream) {
        return RunningGateway.of(yaml(origin, upstream));
    }

    static String yaml(Origin origin, String upstream) {
        return """
            upstreams: {origin: {endpoints: ["127.0.0.1:%d"], protocol: http2%s}}
            routes: [{name: all, upstream: origin}]
            """.formatted(origin.port(), upstream);
    }

    /** A gateway whose requests share their upstream connections. */
    static RunningGateway oneLoop(Origin origin) {
        return RunningGateway.onOneLoop(yaml(origin, ""));
    }

    static void answer(Http2Wire wire, int stream, String body) {
        wire.headers(stream, false, ":status", "200", "content-type", "text/plain")
                .data(stream, true, body);
    }
}
