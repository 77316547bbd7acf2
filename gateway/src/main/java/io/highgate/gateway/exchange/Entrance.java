package io.highgate.gateway.exchange;

import io.highgate.base.unit.AddressRange;
import io.highgate.gateway.flow.backlog.Side;
import io.highgate.model.spec.LimitsSpec;
import io.highgate.model.spec.TimeoutsSpec;
import java.time.Duration;
import java.util.List;

/** What a listener calls: the request path as seen from outside. Shared by all event loops. */
public interface Entrance {

    /** The limits in force now, for a connection's next request. */
    LimitsSpec limits();

    /** The time-outs in force now. */
    TimeoutsSpec timeouts();

    /** The proxies in front that are believed, by the configuration in force now. */
    List<AddressRange> trustedProxies();

    /** Who comes in here. */
    default Side side() {
        return Side.CLIENT;
    }

    /** Whether the gateway asks clients to go elsewhere. */
    boolean isDraining();

    /** While it drains: how long an idle connection is kept for a request that may be on its way. */
    Duration lastCall();

    /** A request's head is complete. */
    void enter(Exchange exchange);

    /** The request is refused outside the path's stages: it is malformed, too slow or too large. */
    void refuse(Exchange exchange, Failure failure);

    /** The head of an upstream's answer is there: prepares it and hands it to the client. */
    void answered(Exchange exchange);

    /** The exchange is over: nothing of it may be used when this returns. */
    void left(Exchange exchange);
}
