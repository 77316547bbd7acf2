package io.highgate.gateway.identity;

import io.highgate.gateway.exchange.Caller;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Stage;
import io.highgate.gateway.exchange.Verdict;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Octets;
import io.highgate.gateway.route.Route;
import io.highgate.model.spec.ClaimsSpec;
import io.highgate.model.spec.ClaimsSpec.ClaimSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stage that tells the upstream what a route says of the caller's claims: in header fields, in the
 * place of captures, and in the query. Thread-safe.
 */
public final class TellClaims implements Stage {

    private final @Nullable Telling[] byRoute;

    private record Field(HeaderName name, ClaimSpec claim) {}

    private record Telling(List<Field> fields, ClaimsSpec spec) {}

    public TellClaims(List<Route> routes) {
        byRoute = new @Nullable Telling[routes.size()];
        for (Route route : routes) {
            ClaimsSpec spec = route.spec().claims();
            byRoute[route.order()] = spec.isEmpty() ? null : new Telling(fields(spec), spec);
        }
    }

    private static List<Field> fields(ClaimsSpec spec) {
        List<Field> fields = new ArrayList<>();
        spec.toHeaders().forEach((name, claim) -> fields.add(new Field(HeaderName.of(name), claim)));
        return List.copyOf(fields);
    }

    @Override
    public Verdict visit(Exchange exchange) {
        Telling telling = byRoute[exchange.match().route().order()];
        if (telling == null) {
            return Verdict.PROCEED;
        }
        Caller caller = exchange.caller();
        String missing = caller == null ? "" : tell(telling, caller, exchange);
        if (missing == null) {
            return Verdict.PROCEED;
        }
        return new Verdict.Reject(
                missing.isEmpty()
                        ? new Failure.NotIdentified("no credential was shown")
                        : new Failure.Forbidden(Failure.Ban.FORBIDDEN, "the claim " + missing + " is missing"));
    }

    /** The claim that is missing; null if all went well. */
    private static @Nullable String tell(Telling telling, Caller caller, Exchange exchange) {
        Headers headers = exchange.request().headers();
        for (Field field : telling.fields()) {
            String value = ClaimText.of(field.claim(), caller);
            if (value == null) {
                return field.claim().claim();
            }
            headers.remove(field.name());
            headers.add(field.name(), Octets.fieldValue(value.strip().getBytes(StandardCharsets.UTF_8)));
        }
        for (Map.Entry<String, ClaimSpec> capture : telling.spec().toPath().entrySet()) {
            String value = ClaimText.of(capture.getValue(), caller);
            if (value == null || value.isEmpty()) {
                return capture.getValue().claim();
            }
            exchange.match().replace(capture.getKey(), value);
        }
        for (Map.Entry<String, ClaimSpec> parameter : telling.spec().toQuery().entrySet()) {
            String value = ClaimText.of(parameter.getValue(), caller);
            if (value == null) {
                return parameter.getValue().claim();
            }
            exchange.match().parameter(parameter.getKey(), value);
        }
        return null;
    }
}
