package io.highgate.model.spec;

import io.highgate.base.unit.Secret;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Browsers log in at an OpenID provider and have a session here. Immutable. */
@Doc("""
        Browsers log in at an OpenID provider (authorisation code with PKCE) and have a session here; others are \
        answered 401. The provider is told to send them back to <publicUrl>/api/auth/callback/<name>.""")
public record OidcSpec(
        @Doc(value = "The provider, exactly as in its 'iss'; its endpoints are found by discovery.", required = true)
        String issuer,

        @Doc(value = "Who we are there.", required = true) String clientId,

        @Doc("How we prove it (HTTP Basic); left out, PKCE alone has to do.") @Nullable
        Secret clientSecret,

        @Doc("""
                Seals the cookie of a login that has begun, 32 characters at least; the same at every gateway. \
                Made from clientSecret when left out.""") @Nullable Secret cookieSecret,

        @Doc(value = "Where browsers see this gateway, like https://shop.example.com.", required = true)
        String publicUrl,

        @Doc("What is asked for besides 'openid'.") List<String> scopes,

        @Doc("How ID tokens may be signed; RS256, PS256, ES256 and EdDSA when left out.")
        List<TokenAlgorithm> algorithms,

        @Doc(value = "How much the clocks may differ; at most 10m.", defaultsTo = "60s")
        Duration skew,

        @Doc("Where in the ID token it stands who the caller is; the first role is the session's.")
        ClaimNamesSpec claims,

        @Doc(value = "How long a session lasts; between 1m and 30d.", defaultsTo = "8h")
        Duration sessionFor,

        @Doc(value = "How long a login may take; between 1m and 1h.", defaultsTo = "10m")
        Duration loginFor,

        @Doc("How the provider is asked.") CallSpec call) {}
