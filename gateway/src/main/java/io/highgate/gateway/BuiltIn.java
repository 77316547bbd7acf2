package io.highgate.gateway;

import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Verdict;
import io.highgate.gateway.http.Method;
import io.highgate.gateway.http.Reply;
import io.highgate.gateway.http.RequestHead;

/** What the gateway answers on its traffic port where no configured route does. Stateless. */
final class BuiltIn {

    private static final String HEALTH = "/health";
    private static final Verdict UP = new Verdict.Answer(Reply.of(200, "application/json", "{\"status\":\"up\"}"));
    private static final Verdict NO_ROUTE = new Verdict.Reject(new Failure.NoRoute());

    private BuiltIn() {}

    /** The answer to a request that no route matches. */
    static Verdict find(RequestHead request) {
        boolean reads = request.method().equals(Method.GET) || request.method().equals(Method.HEAD);
        boolean sameLength = request.pathEnd() - request.pathStart() == HEALTH.length();
        return reads && sameLength && request.pathText().equals(HEALTH) ? UP : NO_ROUTE;
    }
}
