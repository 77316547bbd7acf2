package io.highgate.gateway.upstream;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.model.spec.StickySpec;
import org.jspecify.annotations.Nullable;

/** Knows by a cookie which member a client belongs to, where clients are kept at one. Thread-safe. */
sealed interface Home permits SignedHome, SessionHome {

    /** The member that the request belongs to, usable or not; null if it belongs to none. */
    @Nullable
    Member of(Exchange exchange);

    /** That member answers: the client will belong to it. */
    void settle(Exchange exchange, Member member);

    /** Whether a request is refused rather than sent to another member. */
    boolean insists();

    /** How the members of an upstream keep their clients; null if they do not. */
    static @Nullable Home of(Guard guard, @Nullable StickySpec spec, Members members) {
        if (spec == null) {
            return null;
        }
        boolean insists = spec.failOver() == StickySpec.FailOver.REFUSE;
        return spec.foreign()
                ? new SessionHome(spec.cookie(), insists, members)
                : SignedHome.of(spec, guard.cookieKey(), members);
    }
}
