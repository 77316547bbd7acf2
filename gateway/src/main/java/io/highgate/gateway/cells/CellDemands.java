package io.highgate.gateway.cells;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Stage;
import io.highgate.gateway.exchange.Verdict;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Method;
import io.highgate.gateway.http.RequestHead;
import io.highgate.model.cell.CellRoutes;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The stage that asks requests to cells for the fields that all of them have: Authorization, and of those
 * that change something Content-Type and X-Request-ID. Immutable.
 */
public final class CellDemands implements Stage {

    private static final List<Method> CHANGES = List.of(Method.POST, Method.PUT, Method.PATCH);

    private final boolean areOn;

    /** @param areOn whether what begins like a cell's path is meant for one, known or not */
    public CellDemands(boolean areOn) {
        this.areOn = areOn;
    }

    @Override
    public Verdict visit(Exchange exchange) {
        if (exchange.match().route().spec().cell() == null) {
            return Verdict.PROCEED;
        }
        Failure missing = missing(exchange.request());
        return missing == null ? Verdict.PROCEED : new Verdict.Reject(missing);
    }

    /** What becomes of a request without a route that is meant for a cell; null if it is not. */
    public @Nullable Verdict strayed(Exchange exchange) {
        String path = areOn ? exchange.request().pathText() : "";
        if (!path.startsWith(CellRoutes.PREFIX) || path.length() == CellRoutes.PREFIX.length()) {
            return null;
        }
        Failure missing = missing(exchange.request());
        if (missing != null) {
            return new Verdict.Reject(missing);
        }
        int end = path.indexOf('/', CellRoutes.PREFIX.length());
        String cell = path.substring(CellRoutes.PREFIX.length(), end < 0 ? path.length() : end);
        return new Verdict.Reject(new Failure.NoCell(cell.toLowerCase(Locale.ROOT)));
    }

    private static @Nullable Failure missing(RequestHead request) {
        Headers headers = request.headers();
        if (!headers.contains(HeaderName.AUTHORIZATION)) {
            return new Failure.MissingHeader("Authorization");
        }
        if (!CHANGES.contains(request.method())) {
            return null;
        }
        if (!headers.contains(HeaderName.CONTENT_TYPE)) {
            return new Failure.MissingHeader("Content-Type");
        }
        return headers.contains(HeaderName.X_REQUEST_ID) ? null : new Failure.MissingHeader("X-Request-ID");
    }
}
