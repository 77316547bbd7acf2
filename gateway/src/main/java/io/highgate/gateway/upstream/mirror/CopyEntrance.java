package io.highgate.gateway.upstream.mirror;

import io.highgate.base.unit.AddressRange;
import io.highgate.gateway.exchange.Entrance;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.upstream.mirror.Mirror.Outcome;
import io.highgate.model.spec.LimitsSpec;
import io.highgate.model.spec.TimeoutsSpec;
import java.time.Duration;
import java.util.List;

/**
 * Where a copy comes in: as the original's, but that nobody is told of answers and failures, and
 * nothing of it is counted as a request. Confined to one event loop.
 */
final class CopyEntrance implements Entrance {

    private final Entrance original;
    private final Copy copy;

    CopyEntrance(Entrance original, Copy copy) {
        this.original = original;
        this.copy = copy;
    }

    @Override
    public LimitsSpec limits() {
        return original.limits();
    }

    @Override
    public TimeoutsSpec timeouts() {
        return original.timeouts();
    }

    @Override
    public List<AddressRange> trustedProxies() {
        return original.trustedProxies();
    }

    @Override
    public boolean isDraining() {
        return original.isDraining();
    }

    @Override
    public Duration lastCall() {
        return original.lastCall();
    }

    /** Copies do not pass the stages: their original has. */
    @Override
    public void enter(Exchange exchange) {
        throw new IllegalStateException("a copy takes no request path");
    }

    @Override
    public void refuse(Exchange exchange, Failure failure) {
        copy.over(Outcome.FAILED);
    }

    @Override
    public void answered(Exchange exchange) {}

    @Override
    public void left(Exchange exchange) {}
}
