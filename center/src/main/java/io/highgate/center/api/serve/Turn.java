package io.highgate.center.api.serve;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.highgate.center.access.Caller;
import io.highgate.center.access.Credentials;
import io.highgate.center.access.Finding;
import io.highgate.center.api.call.Answer;
import io.highgate.center.api.call.Ask;
import io.highgate.center.api.call.Etags;
import io.highgate.center.api.call.Refused;
import io.highgate.center.api.call.Shape;
import io.highgate.center.api.route.Access;
import io.highgate.center.api.route.Route;
import io.highgate.center.api.route.Routes;
import io.highgate.center.api.route.Routes.Match;
import io.highgate.store.StoreAwayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of every request: is there room, which path, who asks, may they, what do they bring, what is
 * answered. Each on a virtual thread of its own. Thread-safe.
 */
final class Turn implements Handler {

    private static final Logger LOG = LoggerFactory.getLogger(Turn.class);
    private static final Duration SHORTLY = Duration.ofSeconds(1);

    /** Octets of the body of what is always let in. */
    private static final int SHORT = 4 * 1024;

    private final Routes routes;
    private final CenterServer.Means means;
    private final ServerTerms terms;
    private final UnderWay underWay;
    private final Outgoing outgoing;

    Turn(Routes routes, CenterServer.Means means, ServerTerms terms, UnderWay underWay) {
        this.routes = routes;
        this.means = means;
        this.terms = terms;
        this.underWay = underWay;
        this.outgoing = new Outgoing(underWay, terms.bounds().streams());
    }

    /** What is known of a request so far, for whoever counts it. Confined to its thread. */
    private static final class Known {
        private final boolean room;
        private String path = "none";

        private Known(boolean room) {
            this.room = room;
        }
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws IOException {
        long begun = means.ticker().nanos();
        String id = RequestId.of(request.headers().first(RequestId.NAME).orElse(""), means.ids());
        response.header(RequestId.NAME, id);
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.header("X-Content-Type-Options", "nosniff");
        Known known = new Known(underWay.arrive(terms.bounds().requests()));
        try {
            Answer answer = answer(request, id, known);
            means.watch()
                    .answered(
                            method(request),
                            known.path,
                            answer.status(),
                            means.ticker().nanos() - begun);
            outgoing.send(request, response, answer);
        } finally {
            underWay.leave();
        }
    }

    private static Refused full() {
        return Refused.away("OVERLOADED", "too many requests are under way", SHORTLY);
    }

    private static String method(ServerRequest request) {
        return request.prologue().method().text();
    }

    private Answer answer(ServerRequest request, String id, Known known) throws IOException {
        try {
            return found(request, id, known);
        } catch (Refused refused) {
            return refused(request, id, refused);
        } catch (StoreAwayException e) {
            return refused(request, id, Refused.away("STORE_AWAY", "a store does not answer", SHORTLY));
        } catch (InterruptedException e) {
            return refused(request, id, stopping());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (CloseConnectionException e) {
            throw e;
        } catch (RuntimeException e) { // the edge of this house: whatever went wrong has to be answered
            LOG.error("{} {} failed, request {}", method(request), known.path, id, e);
            return refused(request, id, Refused.defect());
        }
    }

    private static Refused stopping() {
        return Refused.away("SERVICE_UNAVAILABLE", "this center is stopping; ask another one", SHORTLY);
    }

    private Answer refused(ServerRequest request, String id, Refused refused) {
        Shape shape = Shape.of(request.prologue().uriPath().rawPath());
        int status = shape == Shape.ENVELOPE && terms.envelopeErrorsAre200() ? 200 : refused.status();
        Answer answer = Answer.text(status, "application/json", shape.error(refused, id));
        for (Map.Entry<String, String> header : refused.headers().entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        return answer;
    }

    private Answer found(ServerRequest request, String id, Known known)
            throws Refused, IOException, InterruptedException {
        String path = request.prologue().uriPath().rawPath();
        String[] segments = Paths.segments(path);
        Map<String, List<String>> query = Paths.query(request.prologue().query().rawValue());
        if (segments == null || query == null) {
            throw Refused.bad(List.of("path: is not one that can be read"));
        }
        Match match = routes.find(method(request), segments);
        if (!known.room && !isVital(match)) {
            means.full().run();
            throw full();
        }
        Caller caller = caller(request, match);
        return switch (match) {
            case Match.Nothing _ -> throw Refused.notFound("there is nothing at this path");
            case Match.OtherMethods other -> throw Refused.wrongMethod(other.allow());
            case Match.Found found -> {
                known.path = found.route().path();
                mayAsk(request, found.route(), caller);
                Handing handing = new Handing(id, path, query, caller);
                yield found.route().vital() ? vital(request, found, handing) : handed(request, found, handing);
            }
        };
    }

    /** What is known of a request that goes to its route. */
    private record Handing(String id, String path, Map<String, List<String>> query, Caller caller) {}

    private static boolean isVital(Match match) {
        return match instanceof Match.Found found && found.route().vital();
    }

    private Answer vital(ServerRequest request, Match.Found found, Handing handing)
            throws Refused, InterruptedException {
        underWay.beginVital();
        try {
            return handed(request, found, handing);
        } finally {
            underWay.endVital();
        }
    }

    private Answer handed(ServerRequest request, Match.Found found, Handing handing)
            throws Refused, InterruptedException {
        Route route = found.route();
        int most = terms.bounds().body();
        byte[] body = body(request, route.vital() ? Math.min(SHORT, most) : most);
        if (body.length > 0 && !Incoming.saysJson(contentType(request))) {
            throw Refused.wrongType();
        }
        Ask ask = new Ask(
                handing.id,
                method(request),
                handing.path,
                found.variables(),
                handing.query,
                Incoming.headers(request),
                body,
                handing.caller,
                Incoming.address(request));
        return tagged(ask, route, route.handler().answer(ask));
    }

    /** Whoever takes too long to send it is cut off by that. */
    private byte[] body(ServerRequest request, int most) throws Refused {
        OtherEnd sender = underWay.beginBody();
        try {
            return Incoming.body(request, most);
        } finally {
            underWay.endBody(sender);
        }
    }

    private static String contentType(ServerRequest request) {
        return request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
    }

    private static Answer tagged(Ask ask, Route route, Answer answer) {
        return route.method().equals("GET") && answer.status() == 200 && answer instanceof Answer.Whole whole
                ? Etags.tagged(ask, whole)
                : answer;
    }

    /** Nobody is let in while the center stops, except whoever asks how it is. */
    private Caller caller(ServerRequest request, Match match) throws Refused {
        if (match instanceof Match.Found found && found.route().access() == Access.OPEN) {
            if (underWay.isDraining() && !found.route().method().equals("GET")) {
                throw stopping();
            }
            return new Caller.Nobody();
        }
        if (underWay.isDraining()) {
            throw stopping();
        }
        Credentials brought = Incoming.credentials(request);
        boolean inBody = match instanceof Match.Found found
                && found.route().access() == Access.IN_BODY
                && brought.authorization() == null;
        return switch (means.door().look(brought)) {
            case Finding.Known known -> known.caller();
            case Finding.Unknown _ when inBody -> new Caller.Nobody();
            case Finding.Unknown unknown -> throw Refused.unknown(unknown.why());
            case Finding.TooMany many ->
                throw Refused.tooOften("too many wrong credentials came from there", many.waiting());
            case Finding.Away away -> throw Refused.away("STORE_AWAY", away.what() + " does not answer", SHORTLY);
        };
    }

    private static void mayAsk(ServerRequest request, Route route, Caller caller) throws Refused {
        if (!route.access().admits(caller)) {
            throw Refused.forbidden("this is for " + route.access().who());
        }
        Method method = request.prologue().method();
        boolean reads = method == Method.GET || method == Method.HEAD;
        if (!reads && Incoming.isOfAnotherSite(request)) {
            throw Refused.forbidden("pages of other sites may change nothing here");
        }
    }
}
