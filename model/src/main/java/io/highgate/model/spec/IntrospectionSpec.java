package io.highgate.model.spec;

import io.highgate.base.unit.DataSize;
import io.highgate.base.unit.Secret;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tokens that mean nothing to us: whoever made them is asked (RFC 7662). Immutable. */
@Doc("Opaque tokens: whoever made them is asked what they are (RFC 7662); see identity.md.")
public record IntrospectionSpec(
        @Doc(value = "The introspection endpoint.", required = true)
        String url,

        @Doc(value = "Who we are there.", required = true) String clientId,

        @Doc(value = "How we prove it (HTTP Basic).", required = true)
        Secret clientSecret,

        @Doc("What 'iss' must be where the answer has it.") @Nullable
        String issuer,

        @Doc("Whom tokens are meant for ('aud'), any of these; everybody when left out.")
        List<String> audience,

        @Doc("Further claims that the answer must have.") List<String> requiredClaims,

        @Doc(value = "The largest token.", defaultsTo = "8KiB")
        DataSize maxSize,

        @Doc("Where in the answer it stands who the caller is.")
        ClaimNamesSpec claims,

        @Doc("A header field that holds just the token, instead of 'Authorization: Bearer'.") @Nullable
        String header,

        @Doc("A cookie that may hold the token, too.") @Nullable
        String cookie,

        @Doc(value = "Tokens that are remembered.", defaultsTo = "10000", min = 0, max = 1000000)
        int remembered,

        @Doc(
                value =
                        "How long a good token is not asked about again; so long a revoked one may still pass. At most 1h.",
                defaultsTo = "60s")
        Duration rememberGood,

        @Doc(value = "How long a bad one is not asked about again; at most 1h.", defaultsTo = "10s")
        Duration rememberBad,

        @Doc(value = "How much longer good ones pass while nobody can be asked; at most 24h.", defaultsTo = "5m")
        Duration grace,

        @Doc("How the service is asked.") CallSpec call) {}
