package io.highgate.center.api.serve;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.highgate.center.access.Credentials;
import io.highgate.center.api.call.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes out of Helidon's request what the rest of the center reads. Stateless. */
final class Incoming {

    /** What browsers and proxies add, and programs that call a center directly do not. */
    private static final List<HeaderName> GO_BETWEENS = Stream.of(
                    "origin",
                    "sec-fetch-site",
                    "sec-fetch-mode",
                    "forwarded",
                    "x-forwarded-for",
                    "x-forwarded-host",
                    "x-real-ip",
                    "via")
            .map(HeaderNames::create)
            .toList();

    private Incoming() {}

    static Map<String, List<String>> headers(ServerRequest request) {
        Map<String, List<String>> headers = new HashMap<>();
        for (Header header : request.headers()) {
            headers.put(header.name().toLowerCase(Locale.ROOT), List.copyOf(header.allValues()));
        }
        return headers;
    }

    static String address(ServerRequest request) {
        return request.remotePeer().address() instanceof InetSocketAddress peer && peer.getAddress() != null
                ? peer.getAddress().getHostAddress()
                : "unknown";
    }

    /** Whether the caller wants nothing more on this connection. */
    static boolean isLast(ServerRequest request) {
        return request.headers().values(HeaderNames.CONNECTION).stream()
                .flatMap(it -> Arrays.stream(it.split(",", -1)))
                .anyMatch(it -> it.strip().equalsIgnoreCase("close"));
    }

    /** Several lines of it count as one that nobody can read. */
    static Credentials credentials(ServerRequest request) {
        List<String> lines = request.headers().values(HeaderNames.AUTHORIZATION);
        String authorization = lines.isEmpty() ? null : String.join(",", lines);
        boolean straight = GO_BETWEENS.stream().noneMatch(request.headers()::contains);
        return new Credentials(authorization, certificates(request), address(request), straight);
    }

    private static List<X509Certificate> certificates(ServerRequest request) {
        Certificate[] shown = request.remotePeer().tlsCertificates().orElse(new Certificate[0]);
        return Arrays.stream(shown)
                .filter(X509Certificate.class::isInstance)
                .map(X509Certificate.class::cast)
                .toList();
    }

    /** Whether a browser sends it on behalf of a page of somebody else. */
    static boolean isOfAnotherSite(ServerRequest request) {
        String site =
                request.headers().first(HeaderNames.create("sec-fetch-site")).orElse("none");
        return !site.equals("none") && !site.equals("same-origin");
    }

    static boolean saysJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", 2);
        boolean utf8 = parts.length == 1 || !parts[1].contains("charset") || parts[1].contains("utf-8");
        return utf8 && parts[0].strip().equals("application/json");
    }

    /** The whole body, if it is not too long. */
    static byte[] body(ServerRequest request, int most) throws Refused {
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        long length = request.headers().contentLength().orElse(0);
        if (length > most) {
            throw Refused.tooLarge(most);
        }
        byte[] whole = first(request, most + 1);
        if (whole.length > most) {
            throw Refused.tooLarge(most);
        }
        return whole;
    }

    /** What cannot be read is for nobody to answer: Helidon says so by exceptions of its own, too. */
    private static byte[] first(ServerRequest request, int octets) {
        try {
            InputStream in = request.content().inputStream();
            return in.readNBytes(octets);
        } catch (IOException | RuntimeException brokenOff) {
            throw new CloseConnectionException("a body broke off", brokenOff);
        }
    }
}
