package io.highgate.gateway.identity.sign;

import io.highgate.base.unit.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret that two sides share, and its HMAC-SHA256 (RFC 2104). Immutable; prints nothing of it. */
public final class SigningSecret {

    private static final String BASE64 = "base64:";
    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec key;

    /** @param secret has been checked: text, or base64 behind {@code base64:} */
    public SigningSecret(Secret secret) {
        String text = secret.reveal();
        byte[] octets = text.startsWith(BASE64)
                ? Base64.getDecoder().decode(text.substring(BASE64.length()))
                : text.getBytes(StandardCharsets.UTF_8);
        this.key = new SecretKeySpec(octets, HMAC);
    }

    /** The signature of that text. */
    public byte[] sign(byte[] text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    @Override
    public String toString() {
        return "a secret";
    }
}
