package io.highgate.gateway.cors;

import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Method;
import io.highgate.gateway.http.Reply;
import io.highgate.gateway.http.RequestHead;
import io.highgate.model.spec.CorsSpec;
import io.highgate.model.spec.RouteSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which pages of other origins may read a route's answers (Fetch standard, section 3.2). Immutable.
 */
public final class Cors {

    private static final HeaderName ORIGIN = HeaderName.of("Origin");
    private static final HeaderName VARY = HeaderName.of("Vary");
    private static final HeaderName REQUEST_METHOD = HeaderName.of("Access-Control-Request-Method");
    private static final HeaderName REQUEST_HEADERS = HeaderName.of("Access-Control-Request-Headers");
    private static final HeaderName ALLOW_ORIGIN = HeaderName.of("Access-Control-Allow-Origin");
    private static final HeaderName ALLOW_CREDENTIALS = HeaderName.of("Access-Control-Allow-Credentials");
    private static final HeaderName ALLOW_METHODS = HeaderName.of("Access-Control-Allow-Methods");
    private static final HeaderName ALLOW_HEADERS = HeaderName.of("Access-Control-Allow-Headers");
    private static final HeaderName EXPOSE_HEADERS = HeaderName.of("Access-Control-Expose-Headers");
    private static final HeaderName MAX_AGE = HeaderName.of("Access-Control-Max-Age");
    private static final List<HeaderName> ALL =
            List.of(ALLOW_ORIGIN, ALLOW_CREDENTIALS, ALLOW_METHODS, ALLOW_HEADERS, EXPOSE_HEADERS, MAX_AGE);
    private static final String ANY = "*";
    private static final List<String> SIMPLE = List.of("GET", "HEAD", "POST");

    private final CorsSpec spec;
    private final List<String> origins;
    private final String methods;
    private final String headers;
    private final String expose;

    private Cors(CorsSpec spec, List<String> methods) {
        this.spec = spec;
        this.origins =
                spec.origins().stream().map(it -> it.toLowerCase(Locale.ROOT)).toList();
        this.methods = String.join(", ", methods);
        this.headers = String.join(", ", spec.headers());
        this.expose = String.join(", ", spec.expose());
    }

    /** The route's rule; null if it has none, and then its upstream answers for itself. */
    public static @Nullable Cors of(RouteSpec route) {
        CorsSpec spec = route.cors();
        if (spec == null) {
            return null;
        }
        List<String> own = route.methods().isEmpty() ? SIMPLE : route.methods();
        return new Cors(spec, spec.methods().isEmpty() ? own : spec.methods());
    }

    /** The method that a preflight asks for; null if the request is none. */
    public static @Nullable Method preflight(RequestHead request) {
        if (!request.method().equals(Method.OPTIONS) || !request.headers().contains(ORIGIN)) {
            return null;
        }
        String asked = request.headers().first(REQUEST_METHOD);
        return asked == null || asked.isEmpty() ? null : Method.of(asked);
    }

    /** The answer to a preflight: without any permission for an origin that has none. */
    public Reply answer(RequestHead request) {
        List<Reply.Field> fields = new ArrayList<>();
        fields.add(new Reply.Field(VARY, "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"));
        String origin = request.headers().first(ORIGIN);
        if (origin != null && lets(origin)) {
            permit(origin, fields);
            fields.add(new Reply.Field(ALLOW_METHODS, methods));
            String wanted = request.headers().first(REQUEST_HEADERS);
            if (headers.equals(ANY) && wanted != null) {
                fields.add(new Reply.Field(ALLOW_HEADERS, wanted));
            } else if (!headers.isEmpty()) {
                fields.add(new Reply.Field(ALLOW_HEADERS, headers));
            }
            fields.add(new Reply.Field(MAX_AGE, Long.toString(spec.maxAge().toSeconds())));
        }
        return new Reply(204, List.copyOf(fields), new byte[0]);
    }

    private void permit(String origin, List<Reply.Field> fields) {
        fields.add(new Reply.Field(ALLOW_ORIGIN, told(origin)));
        if (spec.credentials()) {
            fields.add(new Reply.Field(ALLOW_CREDENTIALS, "true"));
        }
    }

    private String told(String origin) {
        return origins.contains(ANY) ? ANY : origin;
    }

    /** Tells the browser in the head of an answer what the page may read; what the upstream says goes. */
    public void permit(RequestHead request, Headers response) {
        ALL.forEach(response::remove);
        String origin = request.headers().first(ORIGIN);
        if (!origins.contains(ANY)) {
            response.add(VARY, "Origin");
        }
        if (origin != null && lets(origin)) {
            response.add(ALLOW_ORIGIN, told(origin));
            if (spec.credentials()) {
                response.add(ALLOW_CREDENTIALS, "true");
            }
            if (!expose.isEmpty()) {
                response.add(EXPOSE_HEADERS, expose);
            }
        }
    }

    /** The same for a reply of the gateway's own, so that a page sees why it failed. */
    public Reply permit(RequestHead request, Reply reply) {
        String origin = request.headers().first(ORIGIN);
        if (origin == null || !lets(origin)) {
            return reply;
        }
        Reply told = reply.with(ALLOW_ORIGIN, told(origin)).with(VARY, "Origin");
        return spec.credentials() ? told.with(ALLOW_CREDENTIALS, "true") : told;
    }

    private boolean lets(String origin) {
        String lower = origin.toLowerCase(Locale.ROOT);
        for (String known : origins) {
            if (known.equals(ANY) || known.equals(lower) || isBelow(known, lower)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is a host below one that is written https://*.example.com, with the same scheme and port. */
    private static boolean isBelow(String pattern, String origin) {
        int star = pattern.indexOf("//*.");
        if (star < 0) {
            return false;
        }
        String scheme = pattern.substring(0, star + 2);
        String suffix = pattern.substring(star + 3);
        return origin.startsWith(scheme)
                && origin.endsWith(suffix)
                && origin.length() > scheme.length() + suffix.length()
                && origin.chars().skip(scheme.length()).noneMatch(c -> c == '/' || c == '@');
    }
}
