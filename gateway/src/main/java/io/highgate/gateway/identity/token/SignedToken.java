package io.highgate.gateway.identity.token;

import io.highgate.gateway.identity.out.NotJson;
import io.highgate.gateway.identity.out.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A signed token in compact form (RFC 7515 section 3.1), taken apart and not yet believed. Of its
 * header only {@code alg}, {@code kid} and {@code typ} are looked at: keys and addresses of keys that
 * a token brings along (jwk, jku, x5c, x5u) do not exist here. Immutable.
 *
 * @param signed the octets that the signature is over
 * @param payload the claims as they came; read only when the signature is good
 */
record SignedToken(
        String algorithm,
        @Nullable String kid,
        @Nullable String type,
        byte[] signed,
        byte[] signature,
        byte[] payload) {

    /** Names of keys are fingerprints or counters; what is longer is an attack on whoever looks it up. */
    private static final int LONGEST_KID = 256;

    /** Takes one apart. */
    static SignedToken read(byte[] token) throws BadToken {
        int first = dot(token, 0);
        int second = first < 0 ? -1 : dot(token, first + 1);
        if (second < 0) {
            throw new BadToken("the token has not the three parts of a signed one");
        }
        if (dot(token, second + 1) >= 0) {
            throw new BadToken("the token has more than the three parts of a signed one; encrypted ones are not taken");
        }
        Map<String, @Nullable Object> header = header(decoded(token, 0, first, "header"));
        for (String refused : new String[] {"crit", "b64", "zip", "enc"}) {
            if (header.containsKey(refused)) {
                throw new BadToken("the token's header has '" + refused + "', which is not taken");
            }
        }
        String algorithm = text(header, "alg");
        String kid = text(header, "kid");
        if (algorithm == null) {
            throw new BadToken("the token's header has no 'alg'");
        }
        if (kid != null && kid.length() > LONGEST_KID) {
            throw new BadToken("the token's 'kid' is too long");
        }
        return new SignedToken(
                algorithm,
                kid,
                text(header, "typ"),
                Arrays.copyOf(token, second),
                decoded(token, second + 1, token.length, "signature"),
                decoded(token, first + 1, second, "payload"));
    }

    private static Map<String, @Nullable Object> header(byte[] octets) throws BadToken {
        try {
            return StrictJson.read(octets);
        } catch (NotJson e) {
            throw new BadToken("the token's header " + e.reason());
        }
    }

    private static @Nullable String text(Map<String, @Nullable Object> header, String name) throws BadToken {
        if (!header.containsKey(name)) {
            return null;
        }
        if (header.get(name) instanceof String text) {
            return text;
        }
        throw new BadToken("the token's '" + name + "' is not a text");
    }

    private static int dot(byte[] in, int from) {
        for (int i = from; i < in.length; i++) {
            if (in[i] == '.') {
                return i;
            }
        }
        return -1;
    }

    /** Base64url without padding or anything else (RFC 7515 section 2), in the one form that octets have. */
    private static byte[] decoded(byte[] token, int start, int end, String part) throws BadToken {
        byte[] text = Arrays.copyOfRange(token, start, end);
        for (byte it : text) {
            if (it == '=') {
                throw new BadToken("the token's " + part + " is padded");
            }
        }
        byte[] octets;
        try {
            octets = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new BadToken("the token's " + part + " is not base64url");
        }
        byte[] again = Base64.getUrlEncoder().withoutPadding().encode(octets);
        if (!Arrays.equals(text, again)) {
            throw new BadToken("the token's " + part + " is not base64url in its one form");
        }
        return octets;
    }

    /** Equal when the octets are. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SignedToken that
                && Arrays.equals(signed, that.signed)
                && Arrays.equals(signature, that.signature);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(signed), Arrays.hashCode(signature));
    }

    /** Nothing of it: it may be good. */
    @Override
    public String toString() {
        return "token of " + new String(signed, StandardCharsets.ISO_8859_1).length() + " octets";
    }
}
