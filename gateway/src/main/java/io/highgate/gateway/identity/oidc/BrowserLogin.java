package io.highgate.gateway.identity.oidc;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Method;
import io.highgate.gateway.http.Octets;
import io.highgate.gateway.http.Reply;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.identity.Csrf;
import io.highgate.gateway.identity.Finding;
import io.highgate.gateway.identity.OwnPaths;
import io.highgate.gateway.identity.keys.KnownProvider;
import io.highgate.gateway.identity.keys.Provider;
import io.highgate.store.session.Session;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Knows browsers by the session that a login at an OpenID provider has opened, and sends those without
 * one to log in: only where a person is going somewhere, never a script, an image or a form. Thread-safe.
 */
public final class BrowserLogin implements OwnPaths {

    private static final HeaderName LOCATION = HeaderName.of("Location");
    private static final HeaderName CACHE_CONTROL = HeaderName.of("Cache-Control");
    private static final HeaderName SEC_FETCH_MODE = HeaderName.of("Sec-Fetch-Mode");
    private static final Finding ENDED = new Finding.Refused("the session is unknown, closed or has expired");
    private static final Finding AWAY = new Finding.Away("sessions");
    private static final Finding PROVIDER_AWAY = new Finding.Away("the OpenID provider");

    private final Client client;
    private final KnownProvider provider;
    private final BrowserSessions sessions;
    private final Callback callback;
    private final Seal seal;
    private final InstantSource clock;
    private final RandomGenerator secrets;
    private final BrowserCookie session;
    private final BrowserCookie login;
    private final byte[] callbackPath;
    private final byte[] logoutPath;

    BrowserLogin(Client client, KnownProvider provider, BrowserSessions sessions, Callback callback, Parts parts) {
        this.client = client;
        this.provider = provider;
        this.sessions = sessions;
        this.callback = callback;
        this.seal = parts.seal();
        this.clock = parts.clock();
        this.secrets = parts.secrets();
        this.session = parts.session();
        this.login = parts.login();
        this.callbackPath = (Client.CALLBACK + client.name()).getBytes(StandardCharsets.US_ASCII);
        this.logoutPath = (Client.LOGOUT + client.name()).getBytes(StandardCharsets.US_ASCII);
    }

    /** What a login and its end share. Immutable. */
    record Parts(Seal seal, InstantSource clock, RandomGenerator secrets, BrowserCookie session, BrowserCookie login) {}

    @Override
    public Finding look(Exchange exchange) {
        // A route for all paths is for these, too, and no session is needed to get one.
        Finding ours = visit(exchange);
        return ours == null ? look(exchange.request()) : ours;
    }

    /** The provider sends a browser back, or somebody leaves. */
    @Override
    public @Nullable Finding visit(Exchange exchange) {
        RequestHead request = exchange.request();
        if (isAt(request, callbackPath) && request.method().equals(Method.GET)) {
            return new Finding.Pending(callback.take(request));
        }
        return isAt(request, logoutPath) && request.method().equals(Method.POST) ? logOut(request) : null;
    }

    private static boolean isAt(RequestHead request, byte[] path) {
        return request.pathEnd() - request.pathStart() == path.length
                && Octets.isAt(path, request.headers().bytes(), request.pathStart(), false);
    }

    private Finding look(RequestHead request) {
        String token = session.in(request.headers());
        // What is read of the request is read now: by the time the store has answered it may be another's.
        String returnTo = isNavigation(request) ? target(request) : null;
        if (token == null || !Session.isToken(token)) {
            return returnTo == null ? Finding.ABSENT : new Finding.Pending(begin(returnTo));
        }
        String stranger = Csrf.problem(request);
        if (stranger != null) {
            return new Finding.Refused(stranger);
        }
        return atOnce(sessions.find(token)
                .<Finding>handle((caller, failure) -> {
                    if (failure != null) {
                        return AWAY;
                    }
                    return caller == null ? ENDED : new Finding.Known(caller);
                })
                .thenCompose(found -> found == ENDED && returnTo != null
                        ? begin(returnTo)
                        : CompletableFuture.completedStage(found)));
    }

    /** Without a detour through the event loop's queue, if the store knew it from before. */
    private static Finding atOnce(CompletionStage<Finding> found) {
        CompletableFuture<Finding> known = found.toCompletableFuture();
        return known.isDone() && !known.isCompletedExceptionally() ? known.join() : new Finding.Pending(found);
    }

    private static String target(RequestHead request) {
        String path = request.pathText();
        return ReturnPath.local(request.hasQuery() ? path + "?" + request.queryText() : path);
    }

    /** A person goes to a page: nothing else can follow a redirect to a login form. */
    private static boolean isNavigation(RequestHead request) {
        Headers headers = request.headers();
        String accept = headers.first(HeaderName.ACCEPT);
        String mode = headers.first(SEC_FETCH_MODE);
        return request.method().equals(Method.GET)
                && accept != null
                && accept.toLowerCase(Locale.ROOT).contains("text/html")
                && (mode == null || mode.equals("navigate"));
    }

    private CompletionStage<Finding> begin(String returnTo) {
        return provider.get().thenApply(found -> {
            if (!(found instanceof Provider.Found.Good good) || good.provider().authorization() == null) {
                return PROVIDER_AWAY;
            }
            Begun begun = Begun.now(returnTo, clock.instant(), client.spec().loginFor(), secrets);
            Reply reply = redirect(client.question(good.provider().authorization(), begun));
            return new Finding.Redirect(
                    login.set(reply, seal.seal(begun.text()), client.spec().loginFor()));
        });
    }

    private Finding logOut(RequestHead request) {
        String stranger = Csrf.problem(request);
        if (stranger != null) {
            return new Finding.Refused(stranger);
        }
        String token = session.in(request.headers());
        CompletionStage<Boolean> closed = token == null || !Session.isToken(token)
                ? CompletableFuture.completedStage(false)
                : sessions.close(token);
        return new Finding.Pending(closed.thenCombine(
                        provider.get(),
                        (_, found) -> found instanceof Provider.Found.Good good ? client.goodbye(good.provider()) : "/")
                .<Finding>handle(
                        (to, failure) -> failure == null ? new Finding.Redirect(session.clear(redirect(to))) : AWAY));
    }

    /** 303: whatever was asked, the next is a GET. Nobody keeps the answer. */
    static Reply redirect(String to) {
        return new Reply(303, List.of(), new byte[0]).with(LOCATION, to).with(CACHE_CONTROL, "no-store");
    }
}
