package io.highgate.center.access;

import java.time.Duration;

/** What credentials are worth. Immutable. */
public sealed interface Finding {

    /** It is proved who asks. */
    record Known(Caller caller) implements Finding {}

    /** It is not; says why without helping whoever guesses. */
    record Unknown(String why) implements Finding {}

    /** Too many were wrong that came from there: nobody looked at these. */
    record TooMany(Duration waiting) implements Finding {}

    /** Who could tell cannot be asked now. */
    record Away(String what) implements Finding {}
}
