package io.highgate.gateway.identity;

import io.highgate.gateway.exchange.Caller;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.http.Headers;
import io.highgate.store.session.Session;
import io.highgate.store.session.SessionStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Knows callers by the sessions of the built-in login: 32 hexadecimal digits as a bearer token, or in the
 * cookie where that counts. What has another form is not its own. Thread-safe.
 */
public final class SessionAuthenticator implements Authenticator {

    private static final Finding UNKNOWN = new Finding.Refused("the session is unknown, closed or has expired");
    private static final Finding AWAY = new Finding.Away("sessions");

    private final String name;
    private final SessionStore sessions;
    private final boolean cookie;

    /** @param cookie whether the cookie that a login sets counts, too */
    public SessionAuthenticator(String name, SessionStore sessions, boolean cookie) {
        this.name = name;
        this.sessions = sessions;
        this.cookie = cookie;
    }

    @Override
    public Finding look(Exchange exchange) {
        String token = token(exchange.request().headers());
        if (token == null && cookie) {
            token = SessionCookie.find(exchange.request().headers());
            String stranger = token == null ? null : Csrf.problem(exchange.request());
            if (stranger != null) {
                return new Finding.Refused(stranger);
            }
        }
        if (token == null) {
            return Finding.ABSENT;
        }
        CompletionStage<@Nullable Session> found = sessions.find(token);
        CompletableFuture<@Nullable Session> answer = found.toCompletableFuture();
        if (answer.isDone() && !answer.isCompletedExceptionally()) {
            return finding(answer.join());
        }
        return new Finding.Pending(found.handle((session, failure) -> failure == null ? finding(session) : AWAY));
    }

    private Finding finding(@Nullable Session session) {
        return session == null || !session.isOfOurOwn() ? UNKNOWN : new Finding.Known(caller(name, session));
    }

    /** The caller that a session belongs to. */
    public static Caller caller(String by, Session session) {
        return new Caller(
                by,
                session.user(),
                session.toString(),
                Set.of(session.role()),
                Set.of(),
                null,
                session.allowedCells(),
                Map.of("username", List.of(session.user()), "role", List.of(session.role())),
                session.expires());
    }

    /** The session's token in these fields, or null if there is nothing of its form. */
    public static @Nullable String token(Headers headers) {
        int field = Bearer.field(headers);
        if (field < 0) {
            return null;
        }
        int start = Bearer.start(headers, field);
        String text = new String(headers.bytes(), start, headers.valueEnd(field) - start, StandardCharsets.ISO_8859_1);
        return Session.isToken(text) ? text : null;
    }
}
