package io.highgate.gateway.flow;

/**
 * How a message breaks the rules. Immutable.
 *
 * @param kind what sort of rule
 * @param reason a sentence for the sender; holds nothing that the sender wrote
 */
public record Malformed(Kind kind, String reason) {

    /** What sort of rule was broken. */
    public enum Kind {
        BAD_MESSAGE,
        FIRST_LINE_TOO_LONG,
        HEADERS_TOO_LARGE,
        VERSION_NOT_SUPPORTED,
        METHOD_NOT_SUPPORTED,
        WEBSOCKET_VERSION,
        EXPECTATION_FAILED
    }

    static Malformed badRequest(String reason) {
        return new Malformed(Kind.BAD_MESSAGE, reason);
    }
}
