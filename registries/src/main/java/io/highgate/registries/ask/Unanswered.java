package io.highgate.registries.ask;

/** A question has no answer that is of use; the message says who was asked and why, and holds no secret. */
public final class Unanswered extends Exception {

    private static final long serialVersionUID = 1;

    public Unanswered(String reason) {
        // Without a stack trace: a server that is away for hours should not make us walk the stack.
        super(reason, null, false, false);
    }

    /** Who was asked, and why that was of no use. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
