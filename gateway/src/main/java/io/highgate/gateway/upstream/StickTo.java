package io.highgate.gateway.upstream;

import io.highgate.gateway.ask.Trait;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.model.spec.UpstreamSpec;

/** What a request has in common with others that go to the same endpoint, as a number. Thread-safe. */
sealed interface StickTo {

    /** The hash of what the request sticks to; chance if it has nothing of the kind. */
    long key(Exchange exchange);

    /** What the upstream's balancer is told. */
    static StickTo of(UpstreamSpec spec) {
        return switch (spec.balancer()) {
            case CONSISTENT_HASH -> new Same(Trait.of(spec.hashOn()));
            case ROUND_ROBIN, FIRST, LEAST_IN_FLIGHT, PEAK_EWMA, RANDOM -> new Nothing();
        };
    }

    /** Nothing: the next random number. */
    record Nothing() implements StickTo {
        @Override
        public long key(Exchange exchange) {
            return exchange.loop().random().nextLong();
        }
    }

    /** A trait of the request. */
    record Same(Trait trait) implements StickTo {
        @Override
        public long key(Exchange exchange) {
            return trait.key(exchange, exchange.loop().random());
        }
    }
}
