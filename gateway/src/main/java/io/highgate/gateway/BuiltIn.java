package io.highgate.gateway;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Verdict;
import io.highgate.gateway.http.Reply;
import io.highgate.gateway.identity.login.LoginPages;
import io.highgate.gateway.route.BuiltInRoute;
import org.jspecify.annotations.Nullable;

/** What the built-in routes answer. Thread-safe. */
final class BuiltIn {

    private static final Verdict UP = new Verdict.Answer(Reply.of(200, "application/json", "{\"status\":\"up\"}"));
    private static final Verdict NO_ROUTE = new Verdict.Reject(new Failure.NoRoute());

    private final @Nullable LoginPages login;

    /** @param login null where there is none */
    BuiltIn(@Nullable LoginPages login) {
        this.login = login;
    }

    /** The answer to a request that no configured route matches. */
    Verdict find(Exchange exchange) {
        return switch (BuiltInRoute.find(exchange.request())) {
            case null -> further(exchange);
            case HEALTH -> UP;
        };
    }

    private Verdict further(Exchange exchange) {
        Verdict page = login == null ? null : login.visit(exchange);
        return page == null ? NO_ROUTE : page;
    }
}
