package io.highgate.drills.conformance.socket;

import java.util.List;
import java.util.Set;

/**
 * What Autobahn says of one of its cases. Immutable.
 *
 * @param name the number of the case, as 6.4.1
 * @param behavior of what was sent and came back: OK, NON-STRICT, INFORMATIONAL, FAILED and others
 * @param close the same of the way in which the connection ended
 * @param reason in the suite's words
 */
record Verdict(String server, String name, String behavior, String close, int millis, String reason) {

    /** Whatever else the suite says, words that it may yet invent included, is a failure. */
    private static final Set<String> PASSED = Set.of("OK", "NON-STRICT", "INFORMATIONAL");

    /** Reads a line of the script, without its first word. */
    static Verdict of(List<String> words) {
        return new Verdict(
                words.get(0), words.get(1), words.get(2), words.get(3), Integer.parseInt(words.get(4)), words.get(5));
    }

    boolean passed() {
        return PASSED.contains(behavior) && PASSED.contains(close);
    }

    boolean isOk() {
        return behavior.equals("OK") && close.equals("OK");
    }

    /** The case and its two words, for a comparison. */
    String outcome() {
        return name + " " + behavior + ", close " + close;
    }
}
