package io.highgate.center.api.serve;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.highgate.center.api.call.Refused;
import io.highgate.center.api.call.Shape;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Answers what Helidon refuses before anybody here has read it, in the center's shape. What cannot be read at all
 * Helidon 4.4.0 takes for a defect of its own, and logs with what was sent if the answer says so, too. Stateless.
 */
final class Unread implements DirectHandler {

    private Unread() {}

    static DirectHandlers handlers() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (EventType type : EventType.values()) {
            handlers.addHandler(type, new Unread());
        }
        return handlers.build();
    }

    /** The message may quote what was sent, so it is not passed on. */
    @Override
    public TransportResponse handle(
            TransportRequest request, EventType type, Status said, ServerResponseHeaders headers, String message) {
        Status status = request.method().isEmpty() && said.code() >= 500 ? Status.BAD_REQUEST_400 : said;
        Refused refused = status.code() >= 500
                ? Refused.defect()
                : Refused.bad(List.of("request: is not HTTP/1.1 as it is understood here, or too long"));
        headers.set(HeaderNames.CONTENT_TYPE, "application/json");
        headers.set(HeaderValues.CONNECTION_CLOSE);
        String body = Shape.of(request.path()).error(refused, "none");
        return TransportResponse.builder()
                .status(status)
                .headers(headers)
                .entity(body.getBytes(StandardCharsets.UTF_8))
                .keepAlive(false)
                .build();
    }
}
