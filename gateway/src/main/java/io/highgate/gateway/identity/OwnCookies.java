package io.highgate.gateway.identity;

import io.highgate.gateway.http.Cookies;
import io.highgate.gateway.http.Headers;
import java.time.Duration;

/**
 * Cookies of the gateway's own. Only this host sets and gets them, over TLS, and no script reads them
 * (RFC 6265bis section 4.1.3, the prefix __Host-). They are nobody else's business: upstreams never
 * get them. Pure.
 */
public final class OwnCookies {

    /** What the names of all of them begin with, and of no others. */
    public static final String PREFIX = "__Host-highgate-";

    private static final byte[] PREFIX_OCTETS = Cookies.octets(PREFIX);
    private static final String FLAGS = "; Path=/; Secure; HttpOnly; SameSite=";

    private OwnCookies() {}

    /** What sets one; with {@code sameSite} Lax links from elsewhere bring it along, with Strict not. */
    public static String set(String name, String value, Duration lifetime, String sameSite) {
        return name + "=" + value + FLAGS + sameSite + "; Max-Age=" + lifetime.toSeconds();
    }

    /** What takes one away. */
    public static String clear(String name) {
        return set(name, "", Duration.ZERO, "Lax");
    }

    /** Takes them off a request. */
    static void drop(Headers request) {
        Cookies.drop(request, PREFIX_OCTETS);
    }
}
