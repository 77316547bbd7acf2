package io.highgate.model.spec;

import io.highgate.base.unit.DataSize;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Signed tokens (RFC 7519) that are checked here. Immutable. */
@Doc("Signed tokens (JWT) that are checked here; see identity.md.")
public record JwtSpec(
        @Doc(value = "Who makes the tokens, exactly as in their 'iss'.", required = true)
        String issuer,

        @Doc("Whom tokens are meant for ('aud'), any of these.")
        List<String> audience,

        @Doc("How they may be signed; RS256, PS256, ES256 and EdDSA when left out, HS256 with a shared secret.")
        List<TokenAlgorithm> algorithms,

        @Doc("Where the keys are; left out, the issuer says it (OpenID Connect discovery).") @Nullable
        KeysSpec keys,

        @Doc(value = "How much the clocks may differ; at most 10m.", defaultsTo = "60s")
        Duration skew,

        @Doc(value = "Whether a token must say when it expires.", defaultsTo = "true")
        boolean requireExpiry,

        @Doc("Further claims that a token must have.") List<String> requiredClaims,

        @Doc("What its 'typ' must be, like at+jwt; anything when left out.") @Nullable
        String type,

        @Doc(value = "The largest token.", defaultsTo = "8KiB")
        DataSize maxSize,

        @Doc("Where in the claims it stands who the caller is.")
        ClaimNamesSpec claims,

        @Doc("A header field that holds just the token, instead of 'Authorization: Bearer'.") @Nullable
        String header,

        @Doc("A cookie that may hold the token, too.") @Nullable
        String cookie,

        @Doc(
                value = "Tokens that are remembered once checked, until they expire.",
                defaultsTo = "10000",
                min = 0,
                max = 1000000)
        int remembered,

        @Doc(
                value = "How long fetched keys are good where the answer says nothing; between 1m and 24h.",
                defaultsTo = "15m")
        Duration refresh,

        @Doc(value = "Between two fetches because of a key that is not known; at least 1s.", defaultsTo = "30s")
        Duration cooldown,

        @Doc("How the issuer is asked.") CallSpec call) {}
