package io.highgate.gateway.upstream;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Verdict;
import io.highgate.gateway.http.Grpc;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.RequestTimeout;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last stage of a request that is forwarded: begins an attempt at its upstream. Immutable. */
public final class Forwarding {

    private static final String OFF = "off";

    private final Map<String, Upstream> upstreams;
    private final @Nullable HeaderName timeoutHeader;

    /** @param timeoutHeader in which clients say how long they wait, or {@code off} */
    public Forwarding(Map<String, Upstream> upstreams, String timeoutHeader) {
        this.upstreams = upstreams;
        this.timeoutHeader = timeoutHeader.equals(OFF) ? null : HeaderName.of(timeoutHeader);
    }

    /** Forwards a copy, which may take no longer than that, tries and answer and all. */
    public Verdict forwardCopy(Exchange copy, String to, Duration atMost) {
        return forward(copy, named(to), null, atMost);
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
        return forward(exchange, named(to), timeout, null);
    }

    private Verdict forward(
            Exchange exchange, Upstream upstream, @Nullable Duration timeout, @Nullable Duration deadline) {
        Attempt attempt = new Attempt(exchange, upstream, timeout == null ? upstream.perTryTimeout() : timeout);
        Duration overall = upstream.spec().overallTimeout();
        if (overall != null) {
            attempt.limit(overall.toNanos());
        }
        if (deadline != null) {
            attempt.asksOneAtATime();
            attempt.deadline(deadline.toNanos());
        }
        HeaderName malformed = deadlines(exchange.request().headers(), attempt);
        if (malformed != null) {
            attempt.stopWaiting();
            return new Verdict.Reject(new Failure.BadTimeout(malformed.toString()));
        }
        attempt.begin();
        return Verdict.LATER;
    }

    /** Keeps to what the client says of its patience; the field that cannot be read, or null. */
    private @Nullable HeaderName deadlines(Headers request, Attempt attempt) {
        if (Grpc.speaks(request)) {
            long limit = Grpc.timeout(request);
            if (limit == Grpc.MALFORMED) {
                return HeaderName.GRPC_TIMEOUT;
            }
            if (limit != Grpc.ABSENT) {
                attempt.deadline(limit);
            }
        }
        HeaderName name = timeoutHeader;
        long limit = name == null ? RequestTimeout.ABSENT : RequestTimeout.read(request, name);
        if (name == null || limit == RequestTimeout.ABSENT) {
            return null;
        }
        if (limit == RequestTimeout.MALFORMED) {
            return name;
        }
        attempt.deadline(limit);
        attempt.tellTimeLeftIn(name);
        return null;
    }
}
