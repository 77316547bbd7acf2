package io.highgate.gateway.identity.oidc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A login that has begun: what only the browser that began it has, sealed in a cookie. Immutable.
 *
 * @param state comes back with the code (RFC 6749 section 10.12)
 * @param nonce comes back in the ID token
 * @param verifier proves that whoever brings the code is who began (RFC 7636)
 * @param returnTo a path here
 */
record Begun(String state, String nonce, String verifier, String returnTo, Instant until) {

    private static final int OCTETS = 32;

    static Begun now(String returnTo, Instant now, Duration within, RandomGenerator secrets) {
        return new Begun(chance(secrets), chance(secrets), chance(secrets), returnTo, now.plus(within));
    }

    private static String chance(RandomGenerator secrets) {
        byte[] octets = new byte[OCTETS];
        secrets.nextBytes(octets);
        return encode(octets);
    }

    private static String encode(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    /** What the provider is told of the verifier: its hash (S256). */
    String challenge() {
        try {
            return encode(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether it is this login's state; how long that takes says nothing about it. */
    boolean isState(String candidate) {
        return MessageDigest.isEqual(
                state.getBytes(StandardCharsets.UTF_8), candidate.getBytes(StandardCharsets.UTF_8));
    }

    /** As a text, from which {@link #read} makes the same. */
    String text() {
        return String.join("\n", state, nonce, verifier, Long.toString(until.toEpochMilli()), returnTo);
    }

    static @Nullable Begun read(String text) {
        String[] parts = text.split("\n", -1);
        if (parts.length != 5 || !parts[3].matches("[0-9]{1,18}")) {
            return null;
        }
        return new Begun(parts[0], parts[1], parts[2], parts[4], Instant.ofEpochMilli(Long.parseLong(parts[3])));
    }

    /** Nothing of it. */
    @Override
    public String toString() {
        return "login begun, until " + until;
    }
}
