package io.highgate.gateway.exchange;

import io.highgate.gateway.flow.Gathering;
import io.highgate.gateway.flow.UpstreamStream;
import io.highgate.gateway.flow.WholeBody;
import io.highgate.gateway.http.HeaderName;
import java.util.function.Consumer;

/** Request bodies that are read whole before they go anywhere. Stateless; on the exchange's event loop. */
public final class Holding {

    private Holding() {}

    /**
     * Reads the body whole; once for an exchange.
     *
     * @param most octets
     * @param then told whether it is within the bound
     */
    public static void begin(Exchange exchange, int most, Consumer<Boolean> then) {
        Gathering gathering = new Gathering(most, octets -> {
            exchange.upstream(null);
            if (octets != null) {
                exchange.whole(new WholeBody(octets));
                exchange.loop().backlog().keep(octets.length);
                exchange.hold(() -> exchange.loop().backlog().keep(-octets.length));
                // The client has been told to go on already.
                exchange.request().headers().remove(HeaderName.EXPECT);
            }
            then.accept(octets != null);
        });
        exchange.upstream(gathering);
        exchange.client().joinBody(gathering);
    }

    /** Hands the request's body to the upstream: what was held, or what comes. */
    public static void join(Exchange exchange, UpstreamStream to) {
        WholeBody whole = exchange.whole();
        if (whole == null) {
            exchange.client().joinBody(to);
        } else {
            whole.sendTo(to);
        }
    }
}
