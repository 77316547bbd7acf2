package io.highgate.drills.differential;

/**
 * A request as a parser has understood it. Immutable.
 *
 * @param body octets of its body; -1 where the parser does not tell
 */
record Seen(String method, String target, long body) {

    /** Reads what an origin says in its answer: method, target, and the body's length if it tells it. */
    static Seen of(String words) {
        String[] parts = words.split(" ", -1);
        return new Seen(parts[0], parts[1], parts.length > 2 ? Long.parseLong(parts[2]) : -1);
    }

    /** The same as an origin that does not tell of bodies would say it. */
    Seen withoutBody() {
        return new Seen(method, target, -1);
    }
}
