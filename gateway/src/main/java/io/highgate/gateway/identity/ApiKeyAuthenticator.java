package io.highgate.gateway.identity;

import io.highgate.gateway.exchange.Caller;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.identity.key.ApiKeys;
import io.highgate.model.spec.ApiKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Knows applications by their keys, in a header field or, where that is allowed, a query parameter. A key goes no
 * further than this. Thread-safe.
 */
public final class ApiKeyAuthenticator implements Authenticator {

    private static final Finding UNKNOWN =
            new Finding.Failed(new Failure.InvalidAppKey("the key is unknown, switched off or has expired"));
    private static final Finding TWO = new Finding.Failed(new Failure.InvalidAppKey("there is more than one key"));

    private final ApiKeys keys;
    private final HeaderName header;
    private final @Nullable String parameter;

    public ApiKeyAuthenticator(String name, ApiKeySpec spec) {
        this.keys = new ApiKeys(name, spec.keys());
        this.header = HeaderName.of(spec.header());
        this.parameter = spec.query() == null ? null : spec.query() + "=";
    }

    @Override
    public Finding look(Exchange exchange) {
        Headers headers = exchange.request().headers();
        int field = headers.find(header);
        String inQuery = parameter == null ? null : inQuery(exchange.request(), parameter);
        if (field < 0 && inQuery == null) {
            return Finding.ABSENT;
        }
        if (field >= 0 && (inQuery != null || headers.find(header, field + 1) >= 0)) {
            return TWO;
        }
        Caller caller = keys.find(inQuery == null ? headers.value(field) : inQuery, exchange.now());
        if (caller == null) {
            return UNKNOWN;
        }
        headers.remove(header);
        if (inQuery != null && parameter != null) {
            exchange.match().dropParameter(parameter.substring(0, parameter.length() - 1));
        }
        return new Finding.Known(caller);
    }

    /** The first value of the parameter; keys hold nothing that would have to be encoded. */
    private static @Nullable String inQuery(RequestHead request, String parameter) {
        if (!request.hasQuery()) {
            return null;
        }
        for (String part : request.queryText().split("&", -1)) {
            if (part.startsWith(parameter)) {
                return part.substring(parameter.length());
            }
        }
        return null;
    }
}
