package io.highgate.center.access;

import io.highgate.base.unit.Secret;
import io.highgate.store.key.ServiceKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the secrets of all service keys are derived from, so that none is kept anywhere: all centers have the
 * same one. Whoever has it has them all. Thread-safe.
 */
public final class MasterKey {

    /** Fewer octets could be guessed (RFC 2104 recommends as many as the hash has). */
    public static final int LEAST_OCTETS = 32;

    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec key;

    /** Throws IllegalArgumentException if it has fewer than {@value #LEAST_OCTETS} octets. */
    public MasterKey(Secret secret) {
        byte[] octets = secret.reveal().getBytes(StandardCharsets.UTF_8);
        if (octets.length < LEAST_OCTETS) {
            throw new IllegalArgumentException("the master key has " + octets.length + " octets; it needs "
                    + LEAST_OCTETS + " at least, as of \"openssl rand -base64 32\"");
        }
        this.key = new SecretKeySpec(octets, HMAC);
    }

    /** The {@code safeSecret} of a key, as it is now. */
    public Secret secretOf(ServiceKey of) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            String text = "highgate-key|" + of.safeKey() + "|" + of.generation();
            byte[] derived = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(derived));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }

    @Override
    public String toString() {
        return "the master key";
    }
}
