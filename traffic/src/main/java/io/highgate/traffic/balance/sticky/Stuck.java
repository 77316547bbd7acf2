package io.highgate.traffic.balance.sticky;

import java.time.Instant;

/** What a sticky cookie says, or why it says nothing. Immutable. */
public sealed interface Stuck {

    /** To this endpoint, until then. Whether it is still there is for the caller to find out. */
    record To(long endpointId, Instant expiresAt) implements Stuck {}

    /** It says nothing; the client is treated as one without a cookie. */
    enum Refused implements Stuck {
        /** Longer than any value we make; not even looked at. */
        TOO_LONG,
        /** Not a value of ours in form. */
        MALFORMED,
        /** In form one of ours, but not signed by our key. */
        FORGED,
        /** Ours, and its time is over. */
        EXPIRED
    }
}
