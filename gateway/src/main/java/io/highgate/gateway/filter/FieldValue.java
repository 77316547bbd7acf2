package io.highgate.gateway.filter;

import io.highgate.gateway.http.Octets;
import io.highgate.model.path.ValueTemplate;
import io.highgate.model.path.ValueTemplate.Piece;
import io.highgate.model.path.ValueTemplate.Reference;
import io.highgate.model.path.ValueTemplate.Text;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field value with variables. Whatever a variable holds, the octets that come out are those of
 * one field line: anything else (CR, LF, NUL) becomes a space, so that a value can never begin
 * another field or message (RFC 9110 section 5.5). Immutable.
 */
final class FieldValue {

    private final List<Piece> pieces;
    private final byte @Nullable [] constant;

    private FieldValue(ValueTemplate template) {
        this.pieces = template.pieces().stream().map(FieldValue::inOctets).toList();
        this.constant = template.references().isEmpty() ? octets(inOctets(template.toString())) : null;
    }

    static FieldValue of(String template) {
        return new FieldValue(ValueTemplate.parse(template));
    }

    private static Piece inOctets(Piece piece) {
        return piece instanceof Text text ? new Text(inOctets(text.text())) : piece;
    }

    /** Configured text is sent as UTF-8; here each char is one octet, as in what headers return. */
    private static String inOctets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static boolean isWide(String value) {
        return value.chars().anyMatch(c -> c > 0xff);
    }

    /** The field value's octets; not to be changed. */
    byte[] octets(Variables variables) {
        return constant != null ? constant : octets(text(variables));
    }

    /** The text, not yet cleaned; a name that has no value stays as it is written. */
    String text(Variables variables) {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            switch (piece) {
                case Text plain -> text.append(plain.text());
                case Reference reference -> {
                    String value = variables.value(reference.name());
                    text.append(value == null ? reference.toString() : isWide(value) ? inOctets(value) : value);
                }
            }
        }
        return text.toString();
    }

    /** The octets of a text whose chars are octets, cleaned. */
    static byte[] octets(String text) {
        return Octets.fieldValue(text.strip().getBytes(StandardCharsets.ISO_8859_1));
    }
}
