package io.highgate.gateway;

import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Verdict;
import io.highgate.gateway.http.Reply;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.route.BuiltInRoute;

/** What the built-in routes answer. Stateless. */
final class BuiltIn {

    private static final Verdict UP = new Verdict.Answer(Reply.of(200, "application/json", "{\"status\":\"up\"}"));
    private static final Verdict NO_ROUTE = new Verdict.Reject(new Failure.NoRoute());

    private BuiltIn() {}

    /** The answer to a request that no configured route matches. */
    static Verdict find(RequestHead request) {
        return switch (BuiltInRoute.find(request)) {
            case null -> NO_ROUTE;
            case HEALTH -> UP;
        };
    }
}
