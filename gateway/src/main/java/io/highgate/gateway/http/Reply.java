package io.highgate.gateway.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A response that the gateway makes itself. Immutable.
 *
 * @param status the status code
 * @param fields further header fields
 * @param body the whole body; not to be changed
 */
public record Reply(int status, List<Field> fields, byte[] body) {

    /** One header field. */
    public record Field(HeaderName name, String value) {}

    /** A reply with a text for a body. */
    public static Reply of(int status, String contentType, String body) {
        return new Reply(
                status,
                List.of(new Field(HeaderName.CONTENT_TYPE, contentType)),
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** The same reply with one more header field. */
    public Reply with(HeaderName name, String value) {
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new Reply(status, List.copyOf(more), body);
    }
}
