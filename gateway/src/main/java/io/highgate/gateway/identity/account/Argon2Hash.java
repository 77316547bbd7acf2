package io.highgate.gateway.identity.account;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A password's hash as it is kept, with what it was made with: a PHC string of Argon2id, version 19.
 * Immutable; the arrays are not to be changed. What is read from a store is bounded, so that nobody
 * who can write there can have a gateway work or reserve memory for minutes.
 */
record Argon2Hash(HashCost cost, byte[] salt, byte[] hash) {

    private static final Pattern FORM = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d{1,2})\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{16,86})");

    private static final int LONGEST = 256;
    private static final int SHORTEST_SALT = 8;
    private static final int SHORTEST_HASH = 12;

    /** The hash that the text spells; null if it is none, or one beyond all bounds. */
    static @Nullable Argon2Hash parse(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        int memory = Integer.parseInt(parts.group(1));
        int passes = Integer.parseInt(parts.group(2));
        int lanes = Integer.parseInt(parts.group(3));
        if (!HashCost.isBearable(memory, passes, lanes)) {
            return null;
        }
        byte[] salt = octets(parts.group(4));
        byte[] hash = octets(parts.group(5));
        return salt.length < SHORTEST_SALT || hash.length < SHORTEST_HASH
                ? null
                : new Argon2Hash(new HashCost(memory, passes, lanes), salt, hash);
    }

    private static byte[] octets(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** As it is kept. */
    String text() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + cost.memoryKib() + ",t=" + cost.passes() + ",p=" + cost.lanes() + "$"
                + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }

    @Override
    public String toString() {
        return "a password's hash";
    }
}
