package io.highgate.model.ocelot;

import java.util.List;

/**
 * {@code AuthenticationOptions} of a route or of all routes. Immutable.
 *
 * @param schemes any of which may know the caller; none: everybody may call
 * @param scopes {@code AllowedScopes}, any of which the caller must have; none: nothing is asked for
 * @param anonymous whether a route does without, whatever holds for all
 */
public record OcelotAuthentication(List<String> schemes, List<String> scopes, boolean anonymous) {

    public OcelotAuthentication {
        schemes = List.copyOf(schemes);
        scopes = List.copyOf(scopes);
    }

    /** A route's own options win, one by one. */
    public OcelotAuthentication over(OcelotAuthentication general) {
        return new OcelotAuthentication(
                schemes.isEmpty() ? general.schemes : schemes, scopes.isEmpty() ? general.scopes : scopes, anonymous);
    }

    /** Whether the caller must be known. */
    public boolean identifies() {
        return !anonymous && !schemes.isEmpty();
    }

    /** Whether scopes are asked for of nobody in particular: Ocelot then asks for none. */
    public boolean asksInVain() {
        return !anonymous && schemes.isEmpty() && !scopes.isEmpty();
    }
}
