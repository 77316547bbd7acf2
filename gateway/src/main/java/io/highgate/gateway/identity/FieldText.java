package io.highgate.gateway.identity;

import io.highgate.gateway.http.Octets;
import java.nio.charset.StandardCharsets;

/** Texts that others have chosen, as values of header fields. Pure. */
final class FieldText {

    private FieldText() {}

    /** As UTF-8; what would end the field or begin another one becomes a space (RFC 9110 section 5.5). */
    static byte[] of(String text) {
        byte[] octets = text.strip().getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < octets.length; i++) {
            if (!Octets.isFieldValue(octets[i])) {
                octets[i] = ' ';
            }
        }
        return octets;
    }
}
