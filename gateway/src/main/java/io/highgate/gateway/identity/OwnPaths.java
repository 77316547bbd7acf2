package io.highgate.gateway.identity;

import io.highgate.gateway.exchange.Exchange;
import org.jspecify.annotations.Nullable;

/** An authenticator that browsers visit, at paths of its own that no route needs to name. */
public interface OwnPaths extends Authenticator {

    /** What a request to such a path leads to; null if it is to another one. Never {@link Finding.Known}. */
    @Nullable
    Finding visit(Exchange exchange);
}
