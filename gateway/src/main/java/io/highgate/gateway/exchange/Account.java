package io.highgate.gateway.exchange;

import io.highgate.model.spec.RateLimitSpec.Told;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one limit says of an exchange, for its answer. Immutable.
 *
 * @param left requests that are left
 * @param resetNanos until all of them are there again; of a refusal until one is
 * @param next what another limit says
 */
public record Account(
        Policy policy, long left, long resetNanos, @Nullable Account next) {

    /**
     * What a limit allows, as answers state it. Immutable; the octets are not to be changed.
     *
     * @param told how answers state it
     * @param amount requests for each period
     * @param window the period; of Ocelot 20 the time for which it is remembered
     * @param stated an item of RateLimit-Policy
     * @param named the beginning of an item of RateLimit, up to what is left
     */
    public record Policy(Told told, long amount, Duration window, byte[] stated, byte[] named) {}
}
