package io.highgate.gateway.upstream;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Verdict;
import io.highgate.gateway.http.Grpc;
import io.highgate.gateway.http.HeaderName;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last stage of a request that is forwarded: chooses an endpoint and begins an attempt. Immutable. */
public final class Forwarding {

    private final Map<String, Upstream> upstreams;

    public Forwarding(Map<String, Upstream> upstreams) {
        this.upstreams = upstreams;
    }

    /** Forwards to the named upstream; the route's time-out, if it has one, wins over the upstream's. */
    public Verdict forward(Exchange exchange, String to, @Nullable Duration timeout) {
        Upstream upstream = upstreams.get(to);
        if (upstream == null) {
            throw new IllegalStateException("a checked configuration names an unknown upstream: " + to);
        }
        Endpoint endpoint = upstream.choose();
        if (endpoint == null) {
            return new Verdict.Reject(new Failure.NoEndpoint(to, "no endpoint can be asked"));
        }
        Attempt attempt =
                new Attempt(exchange, upstream, endpoint, timeout == null ? upstream.perTryTimeout() : timeout);
        if (Grpc.speaks(exchange.request().headers())) {
            long limit = Grpc.timeout(exchange.request().headers());
            if (limit == Grpc.MALFORMED) {
                return new Verdict.Reject(new Failure.BadTimeout(HeaderName.GRPC_TIMEOUT.toString()));
            }
            if (limit != Grpc.ABSENT) {
                attempt.limit(limit);
            }
        }
        attempt.begin();
        return Verdict.LATER;
    }
}
