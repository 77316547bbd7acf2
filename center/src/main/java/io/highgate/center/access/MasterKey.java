package io.highgate.center.access;

import io.highgate.base.unit.Secret;
import io.highgate.store.key.ServiceKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the secrets of all service keys are derived from, so that none is stored: all centers have the same
 * one. Whoever has it has them all. Thread-safe.
 */
public final class MasterKey {

    /** Fewer octets could be guessed (RFC 2104 recommends as many as the hash has). */
    public static final int LEAST_OCTETS = 32;

    private static final String HMAC = "HmacSHA256";

    /** More than there are keys; secrets that count no more are let go with the others then. */
    private static final int MOST_DERIVED = 200_000;

    private final SecretKeySpec key;
    private final Map<Generation, Secret> derived = new ConcurrentHashMap<>();

    /** Of a key, of which each has another secret. */
    private record Generation(String safeKey, int number) {}

    /** Throws IllegalArgumentException if it has fewer than {@value #LEAST_OCTETS} octets. */
    public MasterKey(Secret secret) {
        byte[] octets = secret.reveal().getBytes(StandardCharsets.UTF_8);
        if (octets.length < LEAST_OCTETS) {
            throw new IllegalArgumentException("the master key has " + octets.length + " octets; it needs "
                    + LEAST_OCTETS + " at least, as of \"openssl rand -base64 32\"");
        }
        this.key = new SecretKeySpec(octets, HMAC);
    }

    /** The {@code safeSecret} of a key, as it is now; made once, for thousands of beats a second bring it. */
    public Secret secretOf(ServiceKey of) {
        if (derived.size() >= MOST_DERIVED) {
            derived.clear();
        }
        return derived.computeIfAbsent(new Generation(of.safeKey(), of.generation()), this::derive);
    }

    private Secret derive(Generation of) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            String text = "highgate-key|" + of.safeKey() + "|" + of.number();
            byte[] octets = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(octets));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }

    @Override
    public String toString() {
        return "the master key";
    }
}
