package io.highgate.gateway.identity;

import io.highgate.gateway.exchange.Exchange;

/**
 * Finds out who asks, by one kind of credential. Thread-safe; never blocks; is asked on the exchange's event
 * loop.
 */
@FunctionalInterface
public interface Authenticator {

    /** Looks at the request. */
    Finding look(Exchange exchange);
}
