package io.highgate.gateway.identity.keys;

import io.highgate.model.spec.TokenAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an issuer at one time. A token's {@code kid} is looked up in a map and goes nowhere else.
 * Immutable; what was remembered by another set counts for nothing under this one.
 */
public final class KeySet {

    /** A token without a kid is tried with so many keys at most. */
    private static final int MOST_TRIES = 4;

    private final List<VerifyKey> all;
    private final byte[] source;
    private final Map<String, List<VerifyKey>> byKid = new HashMap<>();

    /** Keys that were read from these octets. */
    KeySet(List<VerifyKey> all, byte[] source) {
        this.all = List.copyOf(all);
        this.source = source;
        for (VerifyKey key : all) {
            if (key.kid() != null) {
                byKid.computeIfAbsent(key.kid(), _ -> new ArrayList<>()).add(key);
            }
        }
    }

    /** One shared secret, for its own kind of algorithms only. Written as text or as {@code base64:...}. */
    public static KeySet shared(String secret) {
        byte[] octets = secret.startsWith("base64:")
                ? Base64.getDecoder().decode(secret.substring("base64:".length()))
                : secret.getBytes(StandardCharsets.UTF_8);
        Set<TokenAlgorithm> algorithms = Set.of(TokenAlgorithm.HS256, TokenAlgorithm.HS384, TokenAlgorithm.HS512);
        return new KeySet(List.of(new VerifyKey(null, algorithms, new SharedSecret(octets))), octets);
    }

    /** Whether it was read from the same octets: then what was remembered under one holds under the other. */
    boolean isLike(@Nullable KeySet other) {
        return other != null && Arrays.equals(source, other.source);
    }

    public int size() {
        return all.size();
    }

    /** What a signature is worth under these keys. */
    public enum Judgement {
        GOOD,
        BAD,
        /** There is no such key; a newer set may have it. */
        UNKNOWN_KEY
    }

    /** Judges a signature. */
    public Judgement judge(TokenAlgorithm algorithm, @Nullable String kid, byte[] signed, byte[] signature) {
        List<VerifyKey> named = kid == null ? all : byKid.getOrDefault(kid, secrets());
        if (named.isEmpty()) {
            return Judgement.UNKNOWN_KEY;
        }
        int tries = 0;
        for (VerifyKey key : named) {
            if (key.algorithms().contains(algorithm) && tries++ < MOST_TRIES) {
                if (key.isGood(algorithm, signed, signature)) {
                    return Judgement.GOOD;
                }
            }
        }
        return tries == 0 && kid == null ? Judgement.UNKNOWN_KEY : Judgement.BAD;
    }

    /** A shared secret has no name: whatever a token calls it, it is meant. */
    private List<VerifyKey> secrets() {
        return all.size() == 1 && all.getFirst().check() instanceof SharedSecret ? all : List.of();
    }
}
