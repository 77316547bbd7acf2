package io.highgate.gateway.identity.login;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Verdict;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Method;
import io.highgate.gateway.http.Reply;
import io.highgate.gateway.identity.Csrf;
import io.highgate.gateway.identity.SessionAuthenticator;
import io.highgate.gateway.identity.SessionCookie;
import io.highgate.store.session.Session;
import io.highgate.store.session.SessionStore;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pages of whoever is logged in: who am I, where am I logged in, log me out. Thread-safe. */
public final class SessionPages {

    private static final Logger LOG = LoggerFactory.getLogger(SessionPages.class);

    private final SessionStore sessions;
    private final boolean cookie;

    /** @param cookie whether the cookie counts, too */
    public SessionPages(SessionStore sessions, boolean cookie) {
        this.sessions = sessions;
        this.cookie = cookie;
    }

    Verdict me(Exchange exchange) {
        return known(exchange, own -> new Verdict.Answer(LoginAnswers.me(own)));
    }

    Verdict logOut(Exchange exchange) {
        return known(
                exchange,
                own -> Hop.back(
                        exchange, sessions.close(own.token()), closed -> new Verdict.Answer(gone(closed ? 1 : 0))));
    }

    /** All of a user: listed, or ended. */
    Verdict all(Exchange exchange) {
        return known(exchange, own -> switch (Whose.of(exchange.request(), own)) {
            case Whose.Refused refused -> new Verdict.Reject(refused.failure());
            case Whose.Of whose ->
                exchange.request().method().equals(Method.DELETE)
                        ? endAll(exchange, own, whose.user())
                        : Hop.back(
                                exchange,
                                sessions.of(whose.user()),
                                found -> new Verdict.Answer(LoginAnswers.sessions(found, own)));
        });
    }

    private Verdict endAll(Exchange exchange, Session own, String user) {
        return Hop.back(exchange, sessions.closeAll(user), count -> {
            note(own, user, count);
            return new Verdict.Answer(user.equals(own.user()) ? gone(count) : LoginAnswers.closed(count));
        });
    }

    /** Ends the one of that name. */
    Verdict one(Exchange exchange, String name) {
        if (!SessionName.isName(name)) {
            return new Verdict.Reject(new Failure.NotFound("there is no such session"));
        }
        return known(exchange, own -> switch (Whose.of(exchange.request(), own)) {
            case Whose.Refused refused -> new Verdict.Reject(refused.failure());
            case Whose.Of whose ->
                Hop.back(exchange, sessions.of(whose.user()), found -> end(exchange, own, named(found, name)));
        });
    }

    private static @Nullable Session named(List<Session> sessions, String name) {
        return sessions.stream()
                .filter(it -> SessionName.of(it).equals(name))
                .findFirst()
                .orElse(null);
    }

    private Verdict end(Exchange exchange, Session own, @Nullable Session session) {
        if (session == null) {
            return new Verdict.Reject(new Failure.NotFound("there is no such session"));
        }
        return Hop.back(exchange, sessions.close(session.token()), closed -> {
            note(own, session.user(), closed ? 1 : 0);
            return new Verdict.Answer(LoginAnswers.closed(closed ? 1 : 0));
        });
    }

    private static void note(Session by, String user, int count) {
        if (!by.user().equals(user)) {
            LOG.info("{} has ended {} sessions of {}", by.user(), count, user);
        }
    }

    private Reply gone(int count) {
        Reply reply = LoginAnswers.closed(count);
        return cookie ? reply.with(HeaderName.SET_COOKIE, SessionCookie.clear()) : reply;
    }

    /** Ends a session that nobody will use any more; if that cannot be done, it expires. */
    void forget(@Nullable String token) {
        if (token != null) {
            sessions.close(token).whenComplete((closed, failure) -> {
                if (failure != null) {
                    LOG.debug("a session that was replaced could not be ended", failure);
                }
            });
        }
    }

    // ---- who asks ----

    private interface Page {
        Verdict answer(Session own);
    }

    private Verdict known(Exchange exchange, Page page) {
        String token = SessionAuthenticator.token(exchange.request().headers());
        if (token == null && cookie) {
            token = SessionCookie.find(exchange.request().headers());
            String stranger = token == null ? null : Csrf.problem(exchange.request());
            if (stranger != null) {
                return new Verdict.Reject(new Failure.Forbidden(Failure.Ban.FORBIDDEN, stranger));
            }
        }
        if (token == null) {
            return new Verdict.Reject(new Failure.NotIdentified("no session's token was shown"));
        }
        return Hop.back(
                exchange,
                sessions.find(token).thenApply(it -> Optional.ofNullable(it).filter(Session::isOfOurOwn)),
                found -> found.isPresent()
                        ? page.answer(found.get())
                        : new Verdict.Reject(
                                new Failure.NotIdentified("the session is unknown, closed or has expired")));
    }
}
