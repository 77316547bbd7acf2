package io.highgate.app.center.ask;

import java.util.List;

/** A question to a center got no answer, or not the one that was meant; says so in words for people. Immutable. */
public final class NotDone extends Exception {

    private static final long serialVersionUID = 1L;

    /** Whose turn it is now. */
    public enum Why {
        /** Nobody answers there, or nobody who is a center. */
        AWAY,
        /** It answers, and cannot do it now: again later. */
        LATER,
        /** It does not know who asks (401). */
        UNKNOWN_CALLER,
        /** It knows who asks, and they may not (403). */
        FORBIDDEN,
        /** What it is about is not there (404). */
        MISSING,
        /** Somebody else changed it at the same time (409, 412). */
        CHANGED,
        /** It cannot be done as it was asked (other 4xx). */
        REFUSED,
        /** Nothing was asked: what the caller gave is incomplete, or contradicts itself. */
        USAGE
    }

    private final Why why;
    private final transient List<String> more;

    public NotDone(Why why, String message, List<String> more) {
        super(message, null, false, false);
        this.why = why;
        this.more = List.copyOf(more);
    }

    public NotDone(Why why, String message) {
        this(why, message, List.of());
    }

    public Why why() {
        return why;
    }

    /** Its message; never null, unlike that of other exceptions. */
    public String words() {
        return String.valueOf(getMessage());
    }

    /** Further lines: what is wrong in detail, or what to do. */
    public List<String> more() {
        return more;
    }
}
