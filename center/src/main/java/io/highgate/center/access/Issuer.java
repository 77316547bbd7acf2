package io.highgate.center.access;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * An OpenID provider whose tokens count here. Immutable.
 *
 * @param issuer exactly as its tokens say
 * @param audience that tokens have to be for
 * @param keys where its keys are: the JWKS document
 * @param roleClaim where a token says roles, with dots between members, as {@code realm_access.roles}
 * @param roles what those mean here
 */
public record Issuer(String issuer, String audience, URI keys, String roleClaim, Map<String, Role> roles) {

    public Issuer {
        roles = Map.copyOf(roles);
    }

    /** The members that lead to the roles. */
    List<String> rolePath() {
        return List.of(roleClaim.split("\\."));
    }
}
