package io.highgate.gateway.identity.token;

import io.highgate.gateway.identity.Issuer;
import io.highgate.gateway.identity.keys.Jwks;
import io.highgate.gateway.identity.keys.KeySet;
import io.highgate.gateway.identity.keys.Loaded;
import io.highgate.gateway.identity.token.TokenVerifier.Verified;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.ClaimNamesSpec;
import io.highgate.model.spec.TokenAlgorithm;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Tokens before the verifier that runs, with the keys of {@link Issuer#FIRST} at {@link Issuer#NOW}. Stateless. */
final class Trying {

    static final KeySet KEYS = keys(Issuer.FIRST.jwks());

    private Trying() {}

    static KeySet keys(String jwks) {
        return ((Loaded.Good) Jwks.read(Issuer.octets(jwks))).keys();
    }

    static TokenVerifier verifier(Set<TokenAlgorithm> algorithms, String type) {
        return new TokenVerifier(
                algorithms,
                type.isEmpty() ? null : type,
                new ClaimRules(Issuer.NAME, false, List.of("shop", "till"), Duration.ofSeconds(60), true, List.of()),
                new Callers("sso", "jwt", SpecShape.defaults(ClaimNamesSpec.class)));
    }

    static Verified verify(String token) {
        return verifier(TokenVerifier.PUBLIC, "").verify(Issuer.octets(token), KEYS, Issuer.NOW);
    }

    static String reason(String token) {
        return verify(token) instanceof Verified.Bad bad ? bad.reason() : String.valueOf(verify(token));
    }

    static String good() {
        return Issuer.claims("");
    }
}
