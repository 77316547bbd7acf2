package io.highgate.gateway.flow;

import io.highgate.gateway.http.Headers;
import java.util.Locale;
import java.util.Set;

/**
 * Which fields may stand in a trailer section: none that frame, route, authenticate or change how a
 * message is handled (RFC 9110 section 6.5.1), and none by which the gateway introduces a client.
 * The gateway has looked at, and perhaps replaced, such fields in the head; a second value behind
 * the body would go round that. Stateless.
 */
public final class TrailerFields {

    /** Lower case. */
    private static final Set<String> FORBIDDEN = Set.of(
            // framing, the body's format, this hop
            "content-length",
            "content-encoding",
            "content-type",
            "content-range",
            "content-location",
            "content-disposition",
            "transfer-encoding",
            "trailer",
            "te",
            "connection",
            "keep-alive",
            "proxy-connection",
            "upgrade",
            // routing, and how the message is handled
            "host",
            "expect",
            "max-forwards",
            "cache-control",
            "pragma",
            "range",
            "age",
            "date",
            "expires",
            "location",
            "retry-after",
            "vary",
            "warning",
            "via",
            // identity
            "authorization",
            "www-authenticate",
            "authentication-info",
            "cookie",
            "set-cookie",
            "forwarded",
            "x-real-ip",
            "x-request-id",
            "traceparent",
            "tracestate");

    /** Lower case: conditions, proxies' credentials, what a gateway tells an origin. */
    private static final String[] FORBIDDEN_BEGINNINGS = {"if-", "proxy-", "x-forwarded-", "x-highgate-"};

    private TrailerFields() {}

    /** Takes off what must not be there. */
    public static void dropForbidden(Headers trailers) {
        for (int i = 0; i < trailers.size(); i++) {
            if (trailers.isPresent(i) && !mayTrail(trailers.name(i))) {
                trailers.remove(i);
            }
        }
    }

    /** Whether a field of that name may stand in a trailer section. */
    public static boolean mayTrail(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (FORBIDDEN.contains(lower)) {
            return false;
        }
        for (String beginning : FORBIDDEN_BEGINNINGS) {
            if (lower.startsWith(beginning)) {
                return false;
            }
        }
        return true;
    }
}
