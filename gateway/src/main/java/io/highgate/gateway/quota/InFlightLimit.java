package io.highgate.gateway.quota;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.quota.Tally.Outcome;
import io.highgate.model.spec.InFlightLimitSpec;
import org.jspecify.annotations.Nullable;

/** A limit of requests under way at once. A request's place is free again when it ends. Thread-safe. */
final class InFlightLimit {

    private final CountKey key;
    private final UnderWay underWay;
    private final Tally tally;
    private final Refusals refusals;

    InFlightLimit(String id, InFlightLimitSpec spec, LimitBook book) {
        this.key = new CountKey(spec.by(), spec.clientId());
        this.underWay = book.underWay(id, spec.amount(), spec.keys());
        this.tally = book.tally(id);
        this.refusals = new Refusals(
                spec.name(), spec.refusal(), "No more than " + spec.amount() + " requests may be under way at once");
    }

    CountKey key() {
        return key;
    }

    /** Takes a place for the exchange; the reason if there is none. */
    @Nullable
    Failure enter(Exchange exchange) {
        String whose = key.of(exchange);
        if (whose == null) {
            return null;
        }
        if (CountKey.isRefused(whose)) {
            tally.count(Outcome.REFUSED);
            return refusals.withoutId();
        }
        String taken = underWay.enter(whose);
        if (taken == null) {
            tally.count(Outcome.REFUSED);
            return refusals.of(1);
        }
        tally.count(Outcome.ADMITTED);
        exchange.hold(() -> underWay.leave(taken));
        return null;
    }
}
