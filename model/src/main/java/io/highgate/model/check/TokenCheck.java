package io.highgate.model.check;

import io.highgate.base.unit.DataSize;
import io.highgate.model.spec.ClaimNamesSpec;
import io.highgate.model.spec.IntrospectionSpec;
import io.highgate.model.spec.JwtSpec;
import io.highgate.model.spec.KeysSpec;
import io.highgate.model.spec.TokenAlgorithm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks what is said about tokens: above all that no key can be taken for one of another kind. Pure. */
final class TokenCheck {

    static final Duration MOST_SKEW = Duration.ofMinutes(10);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final DataSize MOST_OCTETS = DataSize.ofKiB(64);

    private TokenCheck() {}

    static void jwt(JwtSpec jwt, String at, Report report) {
        if (jwt.issuer().isBlank()) {
            report.error(at + ".issuer", "is empty; it is what tokens have as 'iss'");
        } else if (jwt.keys() == null) {
            CalledUrl.issuer(jwt.issuer(), jwt.call(), at + ".issuer", report);
        }
        if (jwt.audience().isEmpty()) {
            report.warning(at + ".audience", "is empty: tokens that '" + jwt.issuer() + "' made for others pass, too");
        }
        CalledUrl.keys(jwt.keys(), jwt.call(), at + ".keys", report);
        algorithms(jwt.algorithms(), jwt.keys(), at, report);
        if (jwt.keys() instanceof KeysSpec.Shared shared) {
            secret(shared, jwt.algorithms(), at + ".keys.shared", report);
        }
        CalledUrl.between(jwt.skew(), Duration.ZERO, MOST_SKEW, at + ".skew", report);
        CalledUrl.between(jwt.refresh(), Duration.ofMinutes(1), DAY, at + ".refresh", report);
        CalledUrl.between(jwt.cooldown(), Duration.ofSeconds(1), DAY, at + ".cooldown", report);
        if (jwt.type() != null && jwt.type().isBlank()) {
            report.error(at + ".type", "is empty; leave it out to take any");
        }
        if (!jwt.requireExpiry()) {
            report.warning(at + ".requireExpiry", "is false: a token that says no end is good for ever");
        }
        claims(jwt.claims(), jwt.requiredClaims(), at, report);
        where(jwt.header(), jwt.cookie(), at, report);
        size(jwt.maxSize(), at + ".maxSize", report);
        CalledUrl.call(jwt.call(), at + ".call", report);
    }

    /** A public key must never be taken for a shared secret (CVE-2015-9235): neither may be allowed where the other is. */
    static void algorithms(List<TokenAlgorithm> algorithms, @Nullable KeysSpec keys, String at, Report report) {
        boolean shared = keys instanceof KeysSpec.Shared;
        for (int i = 0; i < algorithms.size(); i++) {
            TokenAlgorithm algorithm = algorithms.get(i);
            boolean symmetric = algorithm.family() == TokenAlgorithm.Family.SHARED;
            if (symmetric && !shared) {
                report.error(
                        at + ".algorithms[" + i + "]",
                        algorithm.spelling() + " needs 'keys: {shared: ...}'; public keys are no secrets");
            }
            if (!symmetric && shared) {
                report.error(
                        at + ".algorithms[" + i + "]",
                        algorithm.spelling() + " is checked with public keys, not with 'keys.shared'");
            }
        }
        if (new HashSet<>(algorithms).size() < algorithms.size()) {
            report.error(at + ".algorithms", "one is there twice");
        }
    }

    private static void secret(KeysSpec.Shared shared, List<TokenAlgorithm> algorithms, String at, Report report) {
        int octets;
        try {
            octets = octets(shared.secret().reveal());
        } catch (IllegalArgumentException e) {
            report.error(at, "what follows 'base64:' is not Base64");
            return;
        }
        int least = algorithms.stream()
                .filter(it -> it.family() == TokenAlgorithm.Family.SHARED)
                .mapToInt(TokenAlgorithm::hashOctets)
                .max()
                .orElse(TokenAlgorithm.HS256.hashOctets());
        if (octets < least) {
            report.error(at, "has " + octets + " octets; " + least + " is the least, or it can be guessed");
        }
    }

    private static int octets(String secret) {
        return secret.startsWith("base64:")
                ? Base64.getDecoder().decode(secret.substring("base64:".length())).length
                : secret.getBytes(StandardCharsets.UTF_8).length;
    }

    static void introspection(IntrospectionSpec spec, String at, Report report) {
        CalledUrl.check(spec.url(), spec.call(), at + ".url", report);
        if (spec.clientId().isBlank()) {
            report.error(at + ".clientId", "is empty");
        }
        if (spec.clientSecret().reveal().isBlank()) {
            report.error(at + ".clientSecret", "is empty");
        }
        CalledUrl.between(spec.rememberGood(), Duration.ZERO, HOUR, at + ".rememberGood", report);
        CalledUrl.between(spec.rememberBad(), Duration.ZERO, HOUR, at + ".rememberBad", report);
        CalledUrl.between(spec.grace(), Duration.ZERO, DAY, at + ".grace", report);
        claims(spec.claims(), spec.requiredClaims(), at, report);
        where(spec.header(), spec.cookie(), at, report);
        size(spec.maxSize(), at + ".maxSize", report);
        CalledUrl.call(spec.call(), at + ".call", report);
    }

    static void claims(ClaimNamesSpec names, List<String> required, String at, Report report) {
        if (names.user().isBlank()) {
            report.error(at + ".claims.user", "is empty; leave it out for 'sub'");
        }
        for (int i = 0; i < required.size(); i++) {
            if (required.get(i).isBlank()) {
                report.error(at + ".requiredClaims[" + i + "]", "is empty");
            }
        }
    }

    private static void where(@Nullable String header, @Nullable String cookie, String at, Report report) {
        if (header != null && !HttpWords.isToken(header)) {
            report.error(at + ".header", "'" + header + "' is not the name of a header field");
        }
        if (cookie != null && !HttpWords.isToken(cookie)) {
            report.error(at + ".cookie", "'" + cookie + "' is not the name of a cookie");
        }
    }

    private static void size(DataSize size, String at, Report report) {
        if (size.bytes() < 64 || size.bytes() > MOST_OCTETS.bytes()) {
            report.error(at, "must be between 64B and " + MOST_OCTETS);
        }
    }
}
