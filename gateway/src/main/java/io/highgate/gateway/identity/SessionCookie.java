package io.highgate.gateway.identity;

import io.highgate.gateway.http.Cookies;
import io.highgate.gateway.http.Headers;
import io.highgate.store.session.Session;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The cookie that keeps a browser logged in. Its prefix has browsers take it only over TLS, from this very host and
 * for all paths, so that no sibling domain can plant one. Pure.
 */
public final class SessionCookie {

    private static final String NAME = OwnCookies.PREFIX + "session";

    private SessionCookie() {}

    /** The token in the request's cookie, or null if there is nothing of its form. */
    public static @Nullable String find(Headers request) {
        String value = Cookies.find(request, NAME);
        return value != null && Session.isToken(value) ? value : null;
    }

    /** What sets it; with {@code sameSite} Lax links from elsewhere find the user logged in, with Strict not. */
    public static String set(String token, Duration lifetime, String sameSite) {
        return OwnCookies.set(NAME, token, lifetime, sameSite);
    }

    /** What takes it away. */
    public static String clear() {
        return OwnCookies.clear(NAME);
    }
}
