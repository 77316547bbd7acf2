package io.highgate.gateway.identity.token;

import io.highgate.gateway.exchange.Caller;
import io.highgate.model.spec.ClaimNamesSpec;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes callers of claims. Immutable.
 *
 * @param by the authenticator's name
 * @param kind what its credentials are called in logs
 */
public record Callers(String by, String kind, ClaimNamesSpec names) {

    /** Names stand in logs, limits and header fields. */
    private static final int LONGEST_NAME = 256;

    private static final int TRACE_OCTETS = 8;

    /** The caller that the claims of a good token speak of. */
    Caller of(Claims claims, byte[] token, @Nullable Instant expires) throws BadToken {
        String tenant = names.tenant() == null ? null : one(claims, names.tenant());
        String cells = names.allowedCells();
        return new Caller(
                by,
                name(claims),
                kind + " " + trace(token),
                Set.copyOf(claims.words(names.roles())),
                Set.copyOf(claims.words(names.scopes())),
                tenant,
                cells == null ? List.of() : claims.words(cells),
                claims.flat(),
                expires);
    }

    private String name(Claims claims) throws BadToken {
        String name = one(claims, names.user());
        if (name == null) {
            throw new BadToken("the token lacks the claim '" + names.user() + "'");
        }
        return name;
    }

    private static @Nullable String one(Claims claims, String path) throws BadToken {
        Object value = claims.at(path);
        if (value == null) {
            return null;
        }
        String text = value instanceof String || value instanceof Long ? value.toString() : "";
        if (text.isBlank() || text.length() > LONGEST_NAME || !isPrintable(text)) {
            throw new BadToken("the token's claim '" + path + "' is empty, too long or no printable text");
        }
        return text;
    }

    /** Neither control characters, which would split lines, nor invisible ones, which make two names look alike. */
    private static boolean isPrintable(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.SURROGATE
                        || Character.getType(c) == Character.LINE_SEPARATOR
                        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR);
    }

    /** Names a token without giving it away. */
    static String trace(byte[] token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token);
            return HexFormat.of().formatHex(hash, 0, TRACE_OCTETS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
