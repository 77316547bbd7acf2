package io.highgate.gateway.identity.out;

/** A text is not a JSON object as everybody would read it; the message holds nothing of it. */
public final class NotJson extends Exception {

    private static final long serialVersionUID = 1;

    NotJson(String reason) {
        // Without a stack trace: whoever sends garbage should not make us walk the stack.
        super(reason, null, false, false);
    }

    /** What it is instead. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
