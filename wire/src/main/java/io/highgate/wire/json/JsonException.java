package io.highgate.wire.json;

/** A text is not JSON, or more than is read; the message says where and what would be right. */
public final class JsonException extends Exception {

    private static final long serialVersionUID = 1;

    public JsonException(String message) {
        super(message);
    }
}
