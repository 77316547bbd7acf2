package io.highgate.store;

/** What became of a change that was made to a certain version of something. */
public enum Written {
    /** It is made. */
    DONE,
    /** Somebody has changed it before: look again. */
    STALE,
    /** There is nothing of that name. */
    MISSING,
    /** There is something of that name already. */
    EXISTS
}
