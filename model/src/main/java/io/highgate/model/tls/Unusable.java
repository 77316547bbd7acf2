package io.highgate.model.tls;

/** A certificate or key file that cannot be used; the message says why and what would be right. */
final class Unusable extends Exception {

    private static final long serialVersionUID = 1L;

    Unusable(String message) {
        super(message);
    }

    /** Keeps the cause for a debugger; the message is ours, so that nothing secret comes along. */
    Unusable(String message, Exception cause) {
        super(message, cause);
    }
}
