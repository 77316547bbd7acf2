package io.highgate.gateway.identity.login;

import io.highgate.store.session.Session;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What a session is called where its token must not be seen: 64 bits of the token's SHA-256. Pure. */
final class SessionName {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{16}");

    private SessionName() {}

    static String of(Session session) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(session.token().getBytes(StandardCharsets.ISO_8859_1));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether it can be the name of one. */
    static boolean isName(String text) {
        return FORM.matcher(text).matches();
    }
}
