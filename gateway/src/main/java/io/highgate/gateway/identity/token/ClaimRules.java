package io.highgate.gateway.identity.token;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What claims must say so that they count here and now (RFC 7519 section 4.1). Immutable.
 *
 * @param issuer what {@code iss} must be; with {@code issuerMayLack} only where it is there
 * @param audience one of which {@code aud} must name; none: anybody
 */
public record ClaimRules(
        @Nullable String issuer,
        boolean issuerMayLack,
        List<String> audience,
        Duration skew,
        boolean requireExpiry,
        List<String> required) {

    /** The end of the year 9999: later times are mistakes, or milliseconds. */
    private static final double LATEST = 253_402_300_799.0;

    /** When the claims end; null if they do not. */
    @Nullable
    Instant check(Claims claims, Instant now) throws BadToken {
        issuer(claims);
        audience(claims);
        for (String name : required) {
            if (claims.at(name) == null) {
                throw new BadToken("the token lacks the claim '" + name + "'");
            }
        }
        Instant expires = time(claims, "exp");
        if (expires == null && requireExpiry) {
            throw new BadToken("the token does not say when it expires");
        }
        if (expires != null && !now.minus(skew).isBefore(expires)) {
            throw new BadToken("the token has expired");
        }
        Instant notBefore = time(claims, "nbf");
        if (notBefore != null && now.plus(skew).isBefore(notBefore)) {
            throw new BadToken("the token is not good yet");
        }
        Instant issued = time(claims, "iat");
        if (issued != null && now.plus(skew).isBefore(issued)) {
            throw new BadToken("the token was issued in the future");
        }
        return expires;
    }

    private void issuer(Claims claims) throws BadToken {
        if (issuer == null || issuerMayLack && !claims.has("iss")) {
            return;
        }
        if (!issuer.equals(claims.text("iss"))) {
            throw new BadToken("the token is of another issuer");
        }
    }

    private void audience(Claims claims) throws BadToken {
        if (audience.isEmpty()) {
            return;
        }
        boolean meant = switch (claims.all().get("aud")) {
            case String one -> audience.contains(one);
            case List<?> several -> several.stream().anyMatch(audience::contains);
            case null, default -> false;
        };
        if (!meant) {
            throw new BadToken("the token is meant for others");
        }
    }

    /** A NumericDate: seconds, perhaps with a fraction. */
    private static @Nullable Instant time(Claims claims, String name) throws BadToken {
        if (!claims.all().containsKey(name)) {
            return null;
        }
        if (claims.all().get(name) instanceof Number number) {
            double seconds = number.doubleValue();
            if (seconds >= 0 && seconds <= LATEST) {
                return Instant.ofEpochSecond(number.longValue());
            }
        }
        throw new BadToken("the token's '" + name + "' is not a time");
    }
}
