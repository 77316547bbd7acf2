package io.highgate.gateway.snapshot;

import io.highgate.gateway.ask.Supposed;
import io.highgate.gateway.flow.LooseTarget;
import io.highgate.gateway.flow.RequestReader;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.route.Explanation;
import io.highgate.gateway.route.RouteTable;
import io.highgate.gateway.route.path.PathRule;
import io.highgate.model.cell.CellRoutes;
import io.highgate.model.spec.GatewaySpec;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks a configuration what it would do with a request, without sending one. Immutable. */
public final class Explain {

    private final GatewaySpec spec;
    private final RouteTable routes;

    public Explain(GatewaySpec spec) {
        this(spec, RouteTable.compile(CellRoutes.withThem(spec), spec.filters()));
    }

    public Explain(Snapshot snapshot) {
        this(snapshot.spec(), snapshot.routes());
    }

    private Explain(GatewaySpec spec, RouteTable routes) {
        this.spec = spec;
        this.routes = routes;
    }

    /** What would become of it: an explanation, or why there is nothing to explain. */
    public sealed interface Result {

        record Explained(Explanation explanation) implements Result {}

        record NotARequest(String reason) implements Result {}
    }

    /** Who would ask, and when. */
    public record Around(InetAddress client, Instant at) {

        /**
         * From what somebody has written; null for a client on this machine, and for now.
         *
         * @throws IllegalArgumentException saying what would be right
         */
        public static Around of(@Nullable String client, @Nullable String at, Instant now) {
            return new Around(
                    client == null ? InetAddress.getLoopbackAddress() : address(client), at == null ? now : time(at));
        }

        private static InetAddress address(String text) {
            try {
                return InetAddress.ofLiteral(text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("client '" + text + "' is no address like 10.1.2.3 or fd00::1", e);
            }
        }

        private static Instant time(String text) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("at '" + text + "' is no time like 2026-03-01T08:30:00Z", e);
            }
        }
    }

    /** Explains a request given as method, URL (or just a path) and header lines like {@code Name: value}. */
    public Result explain(String method, String url, List<String> headers, Around around) {
        URI uri;
        try {
            uri = new URI(LooseTarget.escaped(url));
        } catch (URISyntaxException e) {
            return new Result.NotARequest("'" + url + "' is not a URL: " + e.getReason());
        }
        String scheme = uri.getScheme() == null ? "http" : uri.getScheme();
        RequestHead head = RequestReader.parse(octets(method, uri, headers), spec.limits());
        if (head == null) {
            return new Result.NotARequest("method, URL and headers do not make a valid request");
        }
        String problem = new PathRule(spec.forwarding().encodedSlashes()).normalise(head);
        if (problem != null) {
            return new Result.NotARequest("400 BAD_REQUEST: " + problem);
        }
        return new Result.Explained(routes.explain(new Supposed(head, around.client(), around.at()), scheme));
    }

    private static byte[] octets(String method, URI uri, List<String> headers) {
        String path = text(uri.getRawPath());
        StringBuilder request = new StringBuilder(method).append(' ').append(path.isEmpty() ? "/" : path);
        if (uri.getRawQuery() != null) {
            request.append('?').append(uri.getRawQuery());
        }
        request.append(" HTTP/1.1\r\n");
        boolean hasHost = headers.stream().anyMatch(line -> line.regionMatches(true, 0, "host:", 0, 5));
        if (!hasHost) {
            String authority = text(uri.getRawAuthority());
            request.append("Host: ")
                    .append(authority.isEmpty() ? "localhost" : authority)
                    .append("\r\n");
        }
        headers.forEach(line -> request.append(line).append("\r\n"));
        return request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
