package io.highgate.gateway.flow;

import io.highgate.gateway.http.Octets;

/**
 * Follows what stands between a chunk's size and its line end, octet by octet (RFC 9112 section
 * 7.1.1): {@code *( BWS ";" BWS name [ BWS "=" BWS ( token / quoted-string ) ] )}. It means nothing
 * to a gateway and is dropped, but where the line ends must be beyond doubt: a quoted text that is
 * still open at the line end is where parsers differ. Confined to one event loop.
 *
 * <pre>
 * BETWEEN -';'-> BEFORE_NAME -> NAME -> AFTER_NAME -'='-> BEFORE_VALUE -> VALUE -> BETWEEN
 *                                                         BEFORE_VALUE -'"'-> QUOTED <-> ESCAPED
 *                                                                             QUOTED -'"'-> BETWEEN
 * </pre>
 */
final class ChunkExtensions {

    private enum State {
        BETWEEN,
        BEFORE_NAME,
        NAME,
        AFTER_NAME,
        BEFORE_VALUE,
        VALUE,
        QUOTED,
        ESCAPED
    }

    private State state = State.BETWEEN;

    /** Makes ready for the line of another chunk. */
    void reset() {
        state = State.BETWEEN;
    }

    /** Whether the line may end here. */
    boolean mayEnd() {
        return switch (state) {
            case BETWEEN, NAME, AFTER_NAME, VALUE -> true;
            case BEFORE_NAME, BEFORE_VALUE, QUOTED, ESCAPED -> false;
        };
    }

    /** Takes an octet other than a line end; whether it may stand there. */
    boolean take(byte octet) {
        boolean space = octet == ' ' || octet == '\t';
        return switch (state) {
            case BETWEEN -> space || octet == ';' && go(State.BEFORE_NAME);
            case BEFORE_NAME -> space || Octets.isToken(octet) && go(State.NAME);
            case NAME -> Octets.isToken(octet) || space && go(State.AFTER_NAME) || behindName(octet);
            case AFTER_NAME -> space || behindName(octet);
            case BEFORE_VALUE -> space || octet == '"' && go(State.QUOTED) || Octets.isToken(octet) && go(State.VALUE);
            case VALUE -> Octets.isToken(octet) || space && go(State.BETWEEN) || octet == ';' && go(State.BEFORE_NAME);
            case QUOTED ->
                octet == '"' && go(State.BETWEEN)
                        || octet == '\\' && go(State.ESCAPED)
                        || octet != '"' && octet != '\\' && Octets.isFieldValue(octet);
            case ESCAPED -> Octets.isFieldValue(octet) && go(State.QUOTED);
        };
    }

    private boolean behindName(byte octet) {
        return octet == '=' && go(State.BEFORE_VALUE) || octet == ';' && go(State.BEFORE_NAME);
    }

    private boolean go(State next) {
        state = next;
        return true;
    }
}
