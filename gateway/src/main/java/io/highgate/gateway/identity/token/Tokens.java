package io.highgate.gateway.identity.token;

import io.highgate.gateway.identity.keys.KeyRing;
import io.highgate.gateway.identity.out.Outgoing;
import io.highgate.model.spec.IntrospectionSpec;
import io.highgate.model.spec.JwtSpec;
import io.highgate.model.spec.KeysSpec;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * Makes the authenticators that know callers by tokens. Immutable.
 *
 * @param ring the keys that outlive configurations
 * @param calls where the answers of others are read
 * @param blocking where signatures are checked; refuses when it has too much to do
 */
public record Tokens(KeyRing ring, Executor calls, Executor blocking, InstantSource clock, RandomGenerator secrets) {

    /** For signed tokens. */
    public TokenAuthenticator jwt(String name, JwtSpec spec) {
        boolean shared = spec.keys() instanceof KeysSpec.Shared;
        TokenVerifier verifier = new TokenVerifier(
                TokenVerifier.allowed(spec.algorithms(), shared),
                spec.type(),
                new ClaimRules(
                        spec.issuer(),
                        false,
                        spec.audience(),
                        spec.skew(),
                        spec.requireExpiry(),
                        spec.requiredClaims()),
                new Callers(name, "jwt", spec.claims()));
        KeyRing.Origin origin =
                new KeyRing.Origin(spec.issuer(), spec.keys(), spec.call(), spec.refresh(), spec.cooldown());
        return new TokenAuthenticator(
                Where.of(spec.header(), spec.cookie()),
                spec.maxSize().toInt(),
                new SignedTokens(new Verification(spec.issuer(), verifier, ring.of(origin), blocking, clock), clock),
                new Remembered(spec.remembered(), secrets));
    }

    /** For tokens that somebody else must be asked about. */
    public TokenAuthenticator introspection(String name, IntrospectionSpec spec) {
        return new TokenAuthenticator(
                Where.of(spec.header(), spec.cookie()),
                spec.maxSize().toInt(),
                new OpaqueTokens(name, spec, Outgoing.by(spec.call(), calls), clock),
                new Remembered(spec.remembered(), secrets));
    }
}
