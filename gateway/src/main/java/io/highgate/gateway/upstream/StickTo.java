package io.highgate.gateway.upstream;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.http.Cookies;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.model.spec.HashOnSpec;
import io.highgate.model.spec.UpstreamSpec;
import io.highgate.traffic.hash.Hashing;
import org.jspecify.annotations.Nullable;

/** What a request has in common with others that go to the same endpoint, as a number. Thread-safe. */
sealed interface StickTo {

    /** The hash of what the request sticks to; chance if it has nothing of the kind. */
    long key(Exchange exchange);

    /** What the upstream's balancer is told. */
    static StickTo of(UpstreamSpec spec) {
        return switch (spec.balancer()) {
            case CONSISTENT_HASH -> of(spec.hashOn());
            case ROUND_ROBIN, FIRST, LEAST_IN_FLIGHT, PEAK_EWMA, RANDOM -> new Nothing();
        };
    }

    private static StickTo of(@Nullable HashOnSpec spec) {
        if (spec == null || spec.clientAddress()) {
            return new Client();
        }
        if (spec.header() != null) {
            return new Header(HeaderName.of(spec.header()));
        }
        return spec.cookie() != null ? new Cookie(spec.cookie()) : new PathValue(String.valueOf(spec.pathValue()));
    }

    /** Nothing: the next random number. */
    record Nothing() implements StickTo {
        @Override
        public long key(Exchange exchange) {
            return exchange.loop().random().nextLong();
        }
    }

    /** The address of the client. */
    record Client() implements StickTo {
        @Override
        public long key(Exchange exchange) {
            return Hashing.of(exchange.clientAddress());
        }
    }

    /** The first value of a header field. */
    record Header(HeaderName name) implements StickTo {
        @Override
        public long key(Exchange exchange) {
            Headers headers = exchange.request().headers();
            int field = headers.find(name);
            return field < 0 ? exchange.loop().random().nextLong() : Hashing.of(headers.value(field));
        }
    }

    /** The value of a cookie. */
    record Cookie(String name) implements StickTo {
        @Override
        public long key(Exchange exchange) {
            String value = Cookies.find(exchange.request().headers(), name);
            return value == null ? exchange.loop().random().nextLong() : Hashing.of(value);
        }
    }

    /** What a placeholder of the route's path stands for. */
    record PathValue(String name) implements StickTo {
        @Override
        public long key(Exchange exchange) {
            String value = exchange.match().capture(name);
            return value == null ? exchange.loop().random().nextLong() : Hashing.of(value);
        }
    }
}
