package io.highgate.gateway.identity;

import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Method;
import io.highgate.gateway.http.RequestHead;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request that a browser may have been made to send was meant by a page of the same origin. Browsers add
 * cookies to what other sites have them send, but say truthfully where it came from: {@code Sec-Fetch-Site} (Fetch
 * Metadata), or else {@code Origin} (RFC 6454). A request that changes something, or opens a WebSocket, and says
 * neither is refused: programs can send a bearer token instead. Pure.
 */
public final class Csrf {

    private static final HeaderName SEC_FETCH_SITE = HeaderName.of("Sec-Fetch-Site");
    private static final HeaderName ORIGIN = HeaderName.of("Origin");

    private Csrf() {}

    /** Why a request that shows a cookie must not count as the user's, or null if it may. */
    public static @Nullable String problem(RequestHead request) {
        return isRead(request) ? null : stranger(request, true);
    }

    /** Why another site must have had a browser send it, or null; a program that says nothing of it may. */
    public static @Nullable String problemOfAnyone(RequestHead request) {
        return isRead(request) ? null : stranger(request, false);
    }

    private static boolean isRead(RequestHead request) {
        Method method = request.method();
        boolean safe = method.equals(Method.GET) || method.equals(Method.HEAD) || method.equals(Method.OPTIONS);
        return safe && !request.asksForWebSocket();
    }

    private static @Nullable String stranger(RequestHead request, boolean mustSay) {
        int site = request.headers().find(SEC_FETCH_SITE);
        if (site >= 0) {
            boolean own = request.headers().find(SEC_FETCH_SITE, site + 1) < 0
                    && (request.headers().valueIs(site, "same-origin")
                            || request.headers().valueIs(site, "none"));
            return own ? null : "another site had the browser send it (Sec-Fetch-Site)";
        }
        int origin = request.headers().find(ORIGIN);
        if (origin >= 0) {
            boolean own = request.headers().find(ORIGIN, origin + 1) < 0
                    && isSame(request.headers().value(origin), request.hostText());
            return own ? null : "another site had the browser send it (Origin)";
        }
        return mustSay ? "with a cookie it must say where it comes from (Origin or Sec-Fetch-Site)" : null;
    }

    /** Whether the origin's host and port are those that were asked for; behind a proxy the scheme may be another. */
    private static boolean isSame(String origin, String host) {
        try {
            URI uri = new URI(origin.toLowerCase(Locale.ROOT));
            String scheme = uri.getScheme();
            if (uri.getAuthority() == null || !("http".equals(scheme) || "https".equals(scheme))) {
                return false;
            }
            String usual = scheme.equals("https") ? ":443" : ":80";
            return bare(uri.getAuthority(), usual).equals(bare(host.toLowerCase(Locale.ROOT), usual));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String bare(String authority, String usualPort) {
        return authority.endsWith(usualPort)
                ? authority.substring(0, authority.length() - usualPort.length())
                : authority;
    }
}
