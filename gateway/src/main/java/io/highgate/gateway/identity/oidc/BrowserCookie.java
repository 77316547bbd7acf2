package io.highgate.gateway.identity.oidc;

import io.highgate.gateway.http.Cookies;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Reply;
import io.highgate.gateway.identity.OwnCookies;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A cookie that only this host sets and gets, only over TLS, no script reads, and no foreign page sends
 * with what changes anything (RFC 6265bis: __Host-, SameSite=Lax). Immutable.
 */
record BrowserCookie(String name) {

    static BrowserCookie of(String purpose, String authenticator) {
        return new BrowserCookie(OwnCookies.PREFIX + purpose + "-" + authenticator);
    }

    @Nullable
    String in(Headers headers) {
        return Cookies.find(headers, name);
    }

    Reply set(Reply reply, String value, Duration lasts) {
        return reply.with(HeaderName.SET_COOKIE, OwnCookies.set(name, value, lasts, "Lax"));
    }

    Reply clear(Reply reply) {
        return reply.with(HeaderName.SET_COOKIE, OwnCookies.clear(name));
    }
}
