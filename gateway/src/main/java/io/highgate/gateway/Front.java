package io.highgate.gateway;

import io.highgate.base.unit.AddressRange;
import io.highgate.gateway.admit.Admission;
import io.highgate.gateway.exchange.Entrance;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Path;
import io.highgate.model.spec.LimitsSpec;
import io.highgate.model.spec.TimeoutsSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The entrance of the traffic port: every exchange reads the current path once and keeps it to its
 * end. Thread-safe.
 */
final class Front implements Entrance {

    /** More than a request takes that is on its way. */
    private static final Duration ROUND_TRIP = Duration.ofSeconds(1);

    private final AtomicReference<RequestPath> current;
    private final Admission admission;

    Front(RequestPath first, Admission admission) {
        this.current = new AtomicReference<>(first);
        this.admission = admission;
    }

    RequestPath current() {
        return current.get();
    }

    /** From now on new exchanges take the given path; returns the one before it. */
    RequestPath swap(RequestPath next) {
        return current.getAndSet(next);
    }

    @Override
    public LimitsSpec limits() {
        return current.get().snapshot().spec().limits();
    }

    @Override
    public TimeoutsSpec timeouts() {
        return current.get().snapshot().spec().timeouts();
    }

    @Override
    public List<AddressRange> trustedProxies() {
        return current.get().snapshot().spec().forwarding().trustedProxies();
    }

    @Override
    public boolean isDraining() {
        return admission.isDraining();
    }

    /**
     * A round trip is enough where a request is refused, or new connections wait for the end; who has
     * a successor gives clients half of the time to come by, so that few find a connection closed.
     */
    @Override
    public Duration lastCall() {
        Duration half = timeouts().drain().dividedBy(2);
        return admission.isSucceeded() || half.compareTo(ROUND_TRIP) < 0 ? half : ROUND_TRIP;
    }

    @Override
    public void enter(Exchange exchange) {
        pathOf(exchange).run(exchange);
    }

    private Path pathOf(Exchange exchange) {
        Path kept = exchange.path();
        if (kept == null) {
            RequestPath now = current.get();
            now.snapshot().enter(exchange.loop().index());
            admission.arrive();
            exchange.path(now);
            kept = now;
        }
        return kept;
    }

    @Override
    public void refuse(Exchange exchange, Failure failure) {
        pathOf(exchange);
        WayBack.refuse(exchange, failure);
    }

    @Override
    public void answered(Exchange exchange) {
        pathOf(exchange).answered(exchange);
    }

    @Override
    public void left(Exchange exchange) {
        pathOf(exchange).left(exchange);
    }
}
