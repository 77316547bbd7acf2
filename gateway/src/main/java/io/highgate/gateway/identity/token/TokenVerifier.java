package io.highgate.gateway.identity.token;

import io.highgate.gateway.exchange.Caller;
import io.highgate.gateway.identity.keys.KeySet;
import io.highgate.gateway.identity.out.NotJson;
import io.highgate.gateway.identity.out.StrictJson;
import io.highgate.model.spec.TokenAlgorithm;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a signed token is worth, by keys and time that are handed in. The algorithm must be on our
 * list, and the key one that was made for it: nothing that the token says chooses more than one of our
 * own keys. Immutable; takes as long as a signature does.
 */
public final class TokenVerifier {

    /** The default where keys are public. */
    public static final Set<TokenAlgorithm> PUBLIC =
            Set.of(TokenAlgorithm.RS256, TokenAlgorithm.PS256, TokenAlgorithm.ES256, TokenAlgorithm.EDDSA);

    /** What a token is worth. */
    public sealed interface Verified {

        /** It is good. */
        record Good(Caller caller, Claims claims, @Nullable Instant expires) implements Verified {}

        /** It is not; the reason may be told. */
        record Bad(String reason) implements Verified {}

        /** It names a key that is not there. */
        record UnknownKey() implements Verified {}
    }

    private final Set<TokenAlgorithm> algorithms;
    private final @Nullable String type;
    private final ClaimRules rules;
    private final Callers callers;

    public TokenVerifier(Set<TokenAlgorithm> algorithms, @Nullable String type, ClaimRules rules, Callers callers) {
        this.algorithms = Set.copyOf(algorithms);
        this.type = type == null ? null : plain(type);
        this.rules = rules;
        this.callers = callers;
    }

    /** The algorithms that are allowed where this list is configured for these keys. */
    public static Set<TokenAlgorithm> allowed(List<TokenAlgorithm> configured, boolean sharedSecret) {
        if (!configured.isEmpty()) {
            return Set.copyOf(configured);
        }
        return sharedSecret ? Set.of(TokenAlgorithm.HS256) : PUBLIC;
    }

    /** Decides. */
    public Verified verify(byte[] token, KeySet keys, Instant now) {
        try {
            SignedToken read = SignedToken.read(token);
            TokenAlgorithm algorithm = algorithm(read.algorithm());
            if (type != null && (read.type() == null || !type.equals(plain(read.type())))) {
                throw new BadToken("the token's 'typ' is not the one that is asked for");
            }
            return switch (keys.judge(algorithm, read.kid(), read.signed(), read.signature())) {
                case UNKNOWN_KEY -> new Verified.UnknownKey();
                case BAD -> new Verified.Bad("the token's signature is not good");
                case GOOD -> good(token, read.payload(), now);
            };
        } catch (BadToken e) {
            return new Verified.Bad(e.reason());
        }
    }

    private Verified good(byte[] token, byte[] payload, Instant now) throws BadToken {
        Claims claims;
        try {
            claims = new Claims(StrictJson.read(payload));
        } catch (NotJson e) {
            throw new BadToken("the token's payload " + e.reason());
        }
        Instant expires = rules.check(claims, now);
        return new Verified.Good(callers.of(claims, token, expires), claims, expires);
    }

    private TokenAlgorithm algorithm(String name) throws BadToken {
        for (TokenAlgorithm it : algorithms) {
            if (it.spelling().equals(name)) {
                return it;
            }
        }
        throw new BadToken("the token's algorithm is not one that is taken");
    }

    /** RFC 7515 section 4.1.9: case does not matter, and "application/" may be left out. */
    private static String plain(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.startsWith("application/") ? lower.substring("application/".length()) : lower;
    }
}
