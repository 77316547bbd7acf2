package io.highgate.wire.key;

import io.highgate.wire.json.Fields;
import io.highgate.wire.json.Json;
import io.highgate.wire.json.JsonException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What a machine shows of its service key: a JWT (RFC 7519) signed with HMAC-SHA256 (RFC 7515; RFC 7518
 * section 3.2), the key's name inside, its secret never. Read strictly: one algorithm, one spelling of each
 * octet, no member of the header that could change its meaning. Immutable.
 */
public final class SafeToken {

    /** The longest time from issue to expiry that a center accepts. */
    public static final Duration LONGEST = Duration.ofMinutes(5);

    /** The time that SDKs give a token. */
    public static final Duration USUAL = Duration.ofMinutes(1);

    /** Longer texts are not looked at: ours have about 200 characters. */
    static final int MOST_CHARACTERS = 4_096;

    private static final String HEADER = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
    private static final int SIGNATURE_OCTETS = 32;

    /** The end of the year 9999, beyond which seconds are milliseconds by mistake. */
    private static final long LATEST = 253_402_300_799L;

    private final String safeKey;
    private final Instant issued;
    private final Instant expires;
    private final String signed;
    private final byte[] signature;

    private SafeToken(String safeKey, Instant issued, Instant expires, String signed, byte[] signature) {
        this.safeKey = safeKey;
        this.issued = issued;
        this.expires = expires;
        this.signed = signed;
        this.signature = signature;
    }

    /**
     * A token for {@code Authorization: Bearer}.
     *
     * @param safeSecret signs it; its UTF-8 octets are the HMAC's key
     * @param issued cut to whole seconds
     * @param life whole seconds, at least one
     * @throws IllegalArgumentException if the key is blank, the secret empty, or the life shorter
     */
    public static String sign(String safeKey, String safeSecret, Instant issued, Duration life) {
        if (safeKey.isBlank() || safeSecret.isEmpty()) {
            throw new IllegalArgumentException("a token needs a key's name and its secret");
        }
        if (life.toSeconds() < 1) {
            throw new IllegalArgumentException("a token lives for a second at least, not " + life);
        }
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("safe-key", safeKey);
        claims.put("iat", issued.getEpochSecond());
        claims.put("exp", issued.getEpochSecond() + life.toSeconds());
        String signed = HEADER + "." + encode(Json.write(claims));
        return signed + "." + encode(hmac(signed, safeSecret));
    }

    /**
     * The token that a text is, as far as its shape tells; null for anything else. Nothing of it is to be
     * believed before {@link #isSignedWith} and a look at its times.
     */
    public static @Nullable SafeToken read(String jwt) {
        if (jwt.length() > MOST_CHARACTERS) {
            return null;
        }
        String[] segments = jwt.split("\\.", -1);
        if (segments.length != 3) {
            return null;
        }
        Fields header = object(segments[0]);
        Fields claims = object(segments[1]);
        byte[] signature = octets(segments[2]);
        if (header == null || claims == null || signature == null || signature.length != SIGNATURE_OCTETS) {
            return null;
        }
        return isOurs(header) ? from(claims, segments[0] + "." + segments[1], signature) : null;
    }

    /** Whether the header says HS256 and nothing that would have to be understood ("crit", "b64", "zip"). */
    private static boolean isOurs(Fields header) {
        String algorithm = header.text("alg");
        String type = header.textOr("typ", "JWT");
        header.noOthers("alg", "typ");
        return header.problems().isEmpty() && "HS256".equals(algorithm) && "JWT".equalsIgnoreCase(type);
    }

    private static @Nullable SafeToken from(Fields claims, String signed, byte[] signature) {
        String safeKey = claims.text("safe-key");
        long issued = claims.number("iat", 0, LATEST);
        long expires = claims.number("exp", issued + 1, LATEST);
        // Not to be ignored if they are there (RFC 7519 sections 4.1.3 and 4.1.5): we are nobody's audience,
        // and "iat" is looked at by whoever believes the token.
        claims.numberOr("nbf", 0, issued, 0);
        if (claims.has("aud") || !claims.problems().isEmpty()) {
            return null;
        }
        return new SafeToken(safeKey, Instant.ofEpochSecond(issued), Instant.ofEpochSecond(expires), signed, signature);
    }

    /** The name of the key that this claims to be signed with. */
    public String safeKey() {
        return safeKey;
    }

    /** When it was made, as it says. */
    public Instant issued() {
        return issued;
    }

    /** From when on it is worth nothing; later than {@link #issued}. */
    public Instant expires() {
        return expires;
    }

    /** Whether it was signed with this secret; takes the same time for every signature. */
    public boolean isSignedWith(String safeSecret) {
        return !safeSecret.isEmpty() && MessageDigest.isEqual(hmac(signed, safeSecret), signature);
    }

    /** Without the signature: whoever reads it in a log cannot use it. */
    @Override
    public String toString() {
        return "SafeToken[" + safeKey + ", " + issued + " to " + expires + "]";
    }

    private static byte[] hmac(String signed, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has HmacSHA256", missing);
        }
    }

    private static @Nullable Fields object(String segment) {
        byte[] octets = octets(segment);
        if (octets == null) {
            return null;
        }
        try {
            return Fields.read(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString());
        } catch (CharacterCodingException | JsonException bad) {
            return null;
        }
    }

    /** The octets of a segment; null if it is empty, padded, or not the one spelling that they have. */
    private static byte @Nullable [] octets(String segment) {
        try {
            byte[] octets = Base64.getUrlDecoder().decode(segment);
            return octets.length > 0 && encode(octets).equals(segment) ? octets : null;
        } catch (IllegalArgumentException bad) {
            return null;
        }
    }

    private static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }
}
