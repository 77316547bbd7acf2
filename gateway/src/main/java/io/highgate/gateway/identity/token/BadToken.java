package io.highgate.gateway.identity.token;

/** A token, or a part of one, is not what it should be; the message holds nothing of it and may be told to the client. */
final class BadToken extends Exception {

    private static final long serialVersionUID = 1;

    BadToken(String reason) {
        // Without a stack trace: whoever sends bad tokens should not make us walk the stack.
        super(reason, null, false, false);
    }

    /** Why. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
