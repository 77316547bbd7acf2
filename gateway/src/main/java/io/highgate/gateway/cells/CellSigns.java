package io.highgate.gateway.cells;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.RequestIds;
import io.highgate.gateway.exchange.Sampled;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Reply;

/** What answers of cells say about themselves: how long they took, and by which ids they are found. Stateless. */
public final class CellSigns {

    private static final HeaderName TIME = HeaderName.of("X-Response-Time");
    private static final HeaderName TRACE = HeaderName.of("X-Trace-Id");
    private static final HeaderName SPAN = HeaderName.of("X-Span-Id");
    private static final HeaderName NO_SNIFF = HeaderName.of("X-Content-Type-Options");
    private static final HeaderName NO_FRAME = HeaderName.of("X-Frame-Options");
    private static final int SPAN_DIGITS = 16;

    private CellSigns() {}

    /** Says it in the head of a cell's answer. */
    public static void add(Headers headers, Exchange exchange) {
        headers.set(TIME, time(exchange));
        headers.set(TRACE, trace(exchange));
        headers.set(SPAN, span(exchange));
    }

    /** Says it in a reply of the gateway's own. */
    public static Reply in(Reply reply, Exchange exchange) {
        return reply.with(TIME, time(exchange))
                .with(TRACE, trace(exchange))
                .with(SPAN, span(exchange))
                .with(NO_SNIFF, "nosniff")
                .with(NO_FRAME, "DENY");
    }

    private static String time(Exchange exchange) {
        long micros = (exchange.loop().nanos() - exchange.times().began()) / 1_000;
        return micros / 1_000 + "." + micros % 1_000 / 100 + "ms";
    }

    /** X-Request-ID stands in for a trace id that is missing. */
    private static String trace(Exchange exchange) {
        Headers request = exchange.request().headers();
        int field = request.find(TRACE);
        boolean usable = field >= 0 && RequestIds.isUsable(request, field);
        return usable ? request.value(field) : RequestIds.requestId(exchange);
    }

    private static String span(Exchange exchange) {
        Sampled sampled = exchange.sampled();
        if (sampled != null) {
            return sampled.span();
        }
        return RequestIds.text(RequestIds.hex(exchange.loop().random(), SPAN_DIGITS));
    }
}
