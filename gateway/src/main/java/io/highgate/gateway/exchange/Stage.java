package io.highgate.gateway.exchange;

/** One step of the request path. Shared by all event loops: it keeps nothing of an exchange. */
@FunctionalInterface
public interface Stage {

    /** Looks at the exchange, may change it, and says how it goes on. Never blocks. */
    Verdict visit(Exchange exchange);
}
