package io.highgate.gateway.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as was proved. Immutable, so that it can be kept and shared between requests.
 *
 * @param by the authenticator that found it
 * @param name of the user, the application or the subject
 * @param credential names what was shown without giving it away, as {@code session ...ab12}
 * @param roles what the caller is
 * @param scopes what the caller may do
 * @param tenant on whose behalf the caller may ask, or null if what was shown does not say
 * @param allowedCells which cells may be called; none named: all
 * @param claims everything else that was said, by name; what is not a text or a list of texts is JSON
 * @param expires from when on what was shown counts for nothing; null for never
 */
public record Caller(
        String by,
        String name,
        String credential,
        Set<String> roles,
        Set<String> scopes,
        @Nullable String tenant,
        List<String> allowedCells,
        Map<String, List<String>> claims,
        @Nullable Instant expires) {

    public Caller {
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
        allowedCells = List.copyOf(allowedCells);
        claims = Map.copyOf(claims);
    }

    /** The same caller with other claims. */
    public Caller with(Map<String, List<String>> other) {
        return new Caller(by, name, credential, roles, scopes, tenant, allowedCells, other, expires);
    }

    /** What was said under that name; empty if nothing was. */
    public List<String> claim(String named) {
        return claims.getOrDefault(named, List.of());
    }
}
