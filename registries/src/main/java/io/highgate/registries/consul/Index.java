package io.highgate.registries.consul;

import io.highgate.registries.ask.Answer;
import io.highgate.registries.ask.Unanswered;

/**
 * How far somebody has read of what Consul knows (X-Consul-Index), by the rules of its documentation on
 * blocking queries. Immutable.
 *
 * @param value 0 asks for what there is now, without waiting
 */
record Index(long value) {

    /** Nothing was read yet. */
    static final Index NONE = new Index(0);

    private static final String HEADER = "X-Consul-Index";

    /** So many digits fit into a long. */
    private static final int LONGEST = 18;

    /**
     * How far that answer goes: from the beginning again if it goes back, which it does when servers were
     * restored, and never 0, which would ask without a pause.
     *
     * @throws Unanswered if it does not say
     */
    Index after(Answer answer) throws Unanswered {
        String said = answer.header(HEADER);
        if (said == null || !said.strip().matches("\\d{1,20}")) {
            throw answer.notUnderstood("it says no " + HEADER + "; is it Consul?");
        }
        long next = said.strip().length() > LONGEST ? Long.MAX_VALUE : Long.parseLong(said.strip());
        Index after = new Index(Math.max(1, next));
        return after.value < value ? NONE : after;
    }
}
