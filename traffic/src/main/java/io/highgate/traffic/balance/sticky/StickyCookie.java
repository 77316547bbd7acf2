package io.highgate.traffic.balance.sticky;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The value of a sticky cookie: which endpoint, until when, signed. The endpoint stands in it as a
 * number that only the key's holders can tell an address from, so that neither looking at it nor
 * trying out all addresses reveals one. All gateways with the same key read each other's cookies.
 * Immutable; it never shows its key.
 *
 * <p>The octets, in base64url: version, 8 of the endpoint, 8 of the second it expires, 16 of
 * HMAC-SHA256 over what stands before.
 */
public final class StickyCookie {

    /** The length of every value. */
    public static final int LENGTH = 44;

    /** Octets a key has at least. */
    public static final int LEAST_KEY = 16;

    private static final byte VERSION = 1;
    private static final int SIGNED = 17;
    private static final int SIGNATURE = 16;
    private static final String ALGORITHM = "HmacSHA256";
    // one key for two purposes: what is authenticated begins with another octet for each
    private static final byte OF_COOKIE = 'c';
    private static final byte OF_ENDPOINT = 'e';

    private final SecretKeySpec key;

    /** With a secret of at least {@link #LEAST_KEY} octets, which are copied. */
    public StickyCookie(byte[] key) {
        if (key.length < LEAST_KEY) {
            throw new IllegalArgumentException(
                    "the key has " + key.length + " octets; it must have at least " + LEAST_KEY);
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** The number by which cookies name the endpoint of this name; to be computed once for each endpoint. */
    public long idOf(String endpoint) {
        byte[] name = endpoint.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.wrap(authenticate(OF_ENDPOINT, name, name.length)).getLong();
    }

    /** A value that leads to the endpoint until then, by whole seconds. */
    public String encode(long endpointId, Instant expiresAt) {
        ByteBuffer value = ByteBuffer.allocate(SIGNED + SIGNATURE);
        value.put(VERSION).putLong(endpointId).putLong(expiresAt.getEpochSecond());
        value.put(authenticate(OF_COOKIE, value.array(), SIGNED), 0, SIGNATURE);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value.array());
    }

    /** What a value that a client has sent says at this time. */
    public Stuck decode(CharSequence value, Instant now) {
        if (value.length() != LENGTH) {
            return value.length() > LENGTH ? Stuck.Refused.TOO_LONG : Stuck.Refused.MALFORMED;
        }
        byte[] octets;
        try {
            octets = Base64.getUrlDecoder().decode(value.toString());
        } catch (IllegalArgumentException notBase64) {
            return Stuck.Refused.MALFORMED;
        }
        if (octets.length != SIGNED + SIGNATURE || octets[0] != VERSION) {
            return Stuck.Refused.MALFORMED;
        }
        byte[] expected = Arrays.copyOf(authenticate(OF_COOKIE, octets, SIGNED), SIGNATURE);
        byte[] actual = Arrays.copyOfRange(octets, SIGNED, SIGNED + SIGNATURE);
        // takes as long whichever octet differs, so that a signature cannot be found octet by octet
        if (!MessageDigest.isEqual(expected, actual)) {
            return Stuck.Refused.FORGED;
        }
        ByteBuffer read = ByteBuffer.wrap(octets);
        return said(read.getLong(1), read.getLong(9), now);
    }

    private static Stuck said(long endpointId, long expiresAt, Instant now) {
        try {
            Instant until = Instant.ofEpochSecond(expiresAt);
            return now.isBefore(until) ? new Stuck.To(endpointId, until) : Stuck.Refused.EXPIRED;
        } catch (DateTimeException signedByUsButNoTime) {
            return Stuck.Refused.MALFORMED;
        }
    }

    private byte[] authenticate(byte purpose, byte[] octets, int length) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(purpose);
            mac.update(octets, 0, length);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every JDK", e);
        }
    }
}
