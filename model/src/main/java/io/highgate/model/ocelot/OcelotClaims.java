package io.highgate.model.ocelot;

import io.highgate.model.spec.ClaimsSpec.ClaimSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a route does with the caller's claims. Immutable.
 *
 * @param added {@code AddClaimsToRequest}
 * @param required {@code RouteClaimsRequirement}: values, or placeholders of the path
 * @param headers {@code AddHeadersToRequest}
 * @param queries {@code AddQueriesToRequest}
 * @param path {@code ChangeDownstreamPathTemplate}
 */
public record OcelotClaims(
        Map<String, ClaimSpec> added,
        Map<String, String> required,
        Map<String, ClaimSpec> headers,
        Map<String, ClaimSpec> queries,
        Map<String, ClaimSpec> path) {

    public OcelotClaims {
        added = copy(added);
        required = copy(required);
        headers = copy(headers);
        queries = copy(queries);
        path = copy(path);
    }

    private static <T> Map<String, T> copy(Map<String, T> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    public boolean isEmpty() {
        return added.isEmpty() && required.isEmpty() && headers.isEmpty() && queries.isEmpty() && path.isEmpty();
    }
}
