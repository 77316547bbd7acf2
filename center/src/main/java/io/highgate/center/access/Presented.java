package io.highgate.center.access;

import io.highgate.store.session.Session;
import io.highgate.wire.key.SafeToken;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an Authorization header is by its form, before anything of it is believed. Immutable. */
sealed interface Presented {

    /** Under which name it is remembered who has come from where. */
    String name();

    /** The token of a session. */
    record SessionToken(String token) implements Presented {
        @Override
        public String name() {
            return "session " + digest(token);
        }
    }

    /** A token that is signed with a service key's secret. */
    record KeyToken(SafeToken token) implements Presented {
        @Override
        public String name() {
            return "key " + token.safeKey();
        }
    }

    /** A service key and its secret. */
    record KeySecret(String safeKey, String secret) implements Presented {
        @Override
        public String name() {
            return "key " + safeKey;
        }

        @Override
        public String toString() {
            return "the secret of " + safeKey;
        }
    }

    /** Some other token, perhaps of an issuer that is trusted. */
    record Foreign(String token) implements Presented {
        @Override
        public String name() {
            return "token " + digest(token);
        }
    }

    /** What the header is; null for nothing that is known here. */
    static @Nullable Presented read(String header) {
        int blank = header.indexOf(' ');
        if (blank < 0) {
            return null;
        }
        String rest = header.substring(blank + 1).strip();
        return switch (header.substring(0, blank).toLowerCase(Locale.ROOT)) {
            case "bearer" -> bearer(rest);
            case "basic" -> basic(rest);
            default -> null;
        };
    }

    private static @Nullable Presented bearer(String token) {
        if (Session.isToken(token)) {
            return new SessionToken(token);
        }
        SafeToken ours = SafeToken.read(token);
        if (ours != null) {
            return new KeyToken(ours);
        }
        return token.isEmpty() ? null : new Foreign(token);
    }

    private static @Nullable Presented basic(String base64) {
        try {
            byte[] octets = Base64.getDecoder().decode(base64);
            String pair = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
            int colon = pair.indexOf(':');
            return colon < 1 ? null : new KeySecret(pair.substring(0, colon), pair.substring(colon + 1));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return null;
        }
    }

    private static String digest(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
