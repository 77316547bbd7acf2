package io.highgate.store.sql;

/** What may be repeated, and when. */
enum Kind {
    /** It changes nothing: as often as one likes. */
    READ,
    /** A change that is the same when made twice. */
    REPEATABLE,
    /** A change that may be made once: again only while it is certain that it was not made. */
    ONCE
}
