package io.highgate.drills.differential;

/**
 * A request as a parser has understood it. Immutable.
 *
 * @param body octets of its body; -1 where the parser does not tell
 */
record Seen(String method, String target, long body) {

    /** The same as an origin that does not tell of bodies would say it. */
    Seen withoutBody() {
        return new Seen(method, target, -1);
    }
}
