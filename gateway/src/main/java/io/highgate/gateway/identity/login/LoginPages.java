package io.highgate.gateway.identity.login;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Verdict;
import io.highgate.gateway.flow.Gathering;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Method;
import io.highgate.gateway.http.Reply;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.identity.Csrf;
import io.highgate.gateway.identity.SessionCookie;
import io.highgate.gateway.identity.account.Accounts;
import io.highgate.gateway.identity.account.LogIn;
import io.highgate.gateway.identity.account.LogInOutcome;
import io.highgate.store.session.Session;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The pages of the built-in login, below {@code /api/auth/}: which of them is meant, and logging in itself. Thread-safe;
 * an exchange stays on its event loop.
 */
public final class LoginPages {

    private static final String PREFIX = "/api/auth/";
    private static final int MOST_BODY = 8 * 1024;

    private final @Nullable Accounts accounts;
    private final SessionPages sessions;
    private final Settings settings;

    /**
     * How logins are answered.
     *
     * @param sameSite the attribute of the session's cookie; null if none is set
     */
    public record Settings(@Nullable String sameSite) {}

    /** @param accounts null while nobody may log in */
    public LoginPages(@Nullable Accounts accounts, SessionPages sessions, Settings settings) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.settings = settings;
    }

    /** What the page answers, or null if it is none of these. */
    public @Nullable Verdict visit(Exchange exchange) {
        String path = exchange.request().pathText();
        if (!path.startsWith(PREFIX)) {
            return null;
        }
        String page = path.substring(PREFIX.length());
        return switch (page) {
            case "login" -> only(exchange, "POST", () -> logIn(exchange));
            case "logout" -> only(exchange, "POST", () -> sessions.logOut(exchange));
            case "me" -> only(exchange, "GET, HEAD", () -> sessions.me(exchange));
            case "sessions" -> only(exchange, "GET, HEAD, DELETE", () -> sessions.all(exchange));
            default ->
                page.startsWith("sessions/") && page.indexOf('/', "sessions/".length()) < 0
                        ? only(exchange, "DELETE", () -> sessions.one(exchange, page.substring("sessions/".length())))
                        : null;
        };
    }

    private interface Page {
        Verdict answer();
    }

    private static Verdict only(Exchange exchange, String methods, Page page) {
        Method method = exchange.request().method();
        return List.of(methods.split(", ")).contains(method.name())
                ? page.answer()
                : new Verdict.Reject(new Failure.MethodNotAllowed(methods));
    }

    private Verdict logIn(Exchange exchange) {
        if (accounts == null) {
            return new Verdict.Reject(new Failure.SwitchedOff("login"));
        }
        Failure wrong = unread(exchange.request());
        if (wrong != null) {
            return new Verdict.Reject(wrong);
        }
        if (exchange.request().bodyLength() == RequestHead.NO_BODY) {
            return bad(LoginForm.read(new byte[0]).problems());
        }
        Gathering body = new Gathering(MOST_BODY, octets -> gathered(exchange, accounts, octets));
        exchange.upstream(body);
        exchange.client().joinBody(body);
        return Verdict.LATER;
    }

    /** What is wrong with it before its body is read. */
    private @Nullable Failure unread(RequestHead request) {
        String stranger = Csrf.problemOfAnyone(request);
        if (stranger != null && settings.sameSite() != null) {
            return new Failure.Forbidden(Failure.Ban.FORBIDDEN, stranger);
        }
        if (!isJson(request.headers().first(HeaderName.CONTENT_TYPE))) {
            return new Failure.BadContent(List.of("Content-Type must be application/json"));
        }
        return request.bodyLength() > MOST_BODY ? new Failure.BodyTooLarge(MOST_BODY) : null;
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", 2);
        boolean utf8 = parts.length == 1 || !parts[1].contains("charset") || parts[1].contains("utf-8");
        return utf8 && parts[0].strip().equals("application/json");
    }

    private void gathered(Exchange exchange, Accounts by, byte @Nullable [] octets) {
        exchange.upstream(null);
        if (octets == null) {
            exchange.entrance().refuse(exchange, new Failure.BodyTooLarge(MOST_BODY));
            return;
        }
        LoginForm form = LoginForm.read(octets);
        if (!form.problems().isEmpty()) {
            exchange.entrance().refuse(exchange, new Failure.BadContent(form.problems()));
            return;
        }
        CompletionStage<LogInOutcome> outcome =
                by.logIn(new LogIn(form.username(), form.password(), exchange.clientAddress()));
        Hop.back(exchange, outcome, it -> answer(exchange, it));
    }

    private Verdict answer(Exchange exchange, LogInOutcome outcome) {
        return switch (outcome) {
            case LogInOutcome.Opened opened -> new Verdict.Answer(opened(exchange, opened.session()));
            case LogInOutcome.BadRequest bad -> bad(bad.problems());
            case LogInOutcome.Wrong _ ->
                new Verdict.Reject(new Failure.NotIdentified("the user name or the password is wrong"));
            case LogInOutcome.Throttled throttled ->
                new Verdict.Reject(new Failure.TooManyLogins(throttled.waiting().toNanos()));
            case LogInOutcome.Away away -> new Verdict.Reject(new Failure.StoreAway(away.what()));
        };
    }

    /** What the browser was logged in as before ends here. */
    private Reply opened(Exchange exchange, Session session) {
        Reply reply = LoginAnswers.opened(session);
        if (settings.sameSite() == null) {
            return reply;
        }
        sessions.forget(SessionCookie.find(exchange.request().headers()));
        return reply.with(
                HeaderName.SET_COOKIE,
                SessionCookie.set(
                        session.token(),
                        java.time.Duration.between(session.opened(), session.expires()),
                        settings.sameSite()));
    }

    private static Verdict bad(List<String> problems) {
        return new Verdict.Reject(new Failure.BadContent(problems));
    }
}
