package io.highgate.gateway.upstream;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Verdict;
import io.highgate.gateway.http.Grpc;
import io.highgate.gateway.http.HeaderName;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last stage of a request that is forwarded: begins an attempt at its upstream. Immutable. */
public final class Forwarding {

    private final Map<String, Upstream> upstreams;

    public Forwarding(Map<String, Upstream> upstreams) {
        this.upstreams = upstreams;
    }

    /** Forwards a copy, which may take no longer than that, tries and all. */
    public Verdict forwardCopy(Exchange copy, String to, Duration atMost) {
        Duration overall = named(to).spec().overallTimeout();
        return forward(copy, to, null, overall == null || overall.compareTo(atMost) > 0 ? atMost : overall);
    }

    private Upstream named(String to) {
        Upstream upstream = upstreams.get(to);
        if (upstream == null) {
            throw new IllegalStateException("a checked configuration names an unknown upstream: " + to);
        }
        return upstream;
    }

    /** Forwards to the named upstream; the route's time-out, if it has one, wins over the upstream's. */
    public Verdict forward(Exchange exchange, String to, @Nullable Duration timeout) {
        return forward(exchange, to, timeout, named(to).spec().overallTimeout());
    }

    private Verdict forward(Exchange exchange, String to, @Nullable Duration timeout, @Nullable Duration overall) {
        Upstream upstream = named(to);
        Attempt attempt = new Attempt(exchange, upstream, timeout == null ? upstream.perTryTimeout() : timeout);
        if (overall != null) {
            attempt.limit(overall.toNanos());
        }
        if (Grpc.speaks(exchange.request().headers())) {
            long limit = Grpc.timeout(exchange.request().headers());
            if (limit == Grpc.MALFORMED) {
                return new Verdict.Reject(new Failure.BadTimeout(HeaderName.GRPC_TIMEOUT.toString()));
            }
            if (limit != Grpc.ABSENT) {
                attempt.limit(overall == null ? limit : Math.min(limit, overall.toNanos()));
            }
        }
        attempt.begin();
        return Verdict.LATER;
    }
}
