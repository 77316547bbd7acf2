package io.highgate.gateway.observe;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.RequestIds;
import io.highgate.gateway.exchange.Timeline;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.reply.Told;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Sees every exchange when it is over: counts it and puts it into the access log. Thread-safe. */
public final class Observer {

    /** The most routes that get a series of their own. */
    private static final int MAX_SERIES = 2_000;

    /** The most tenants that get one; clients may make them up where tenants are not checked. */
    private static final int MAX_TENANTS = 500;

    /** The name under which requests without a route are counted. */
    public static final String NO_ROUTE = "_none";

    private final Red routes;
    private final Red upstreams;
    private final Red tenants;
    private final Tally noRoute;
    private final Sockets sockets;
    private final Reasons reasons = new Reasons();
    private final Traffic traffic = new Traffic();
    private final InstantSource clock;
    private volatile @Nullable AccessLog accessLog;

    public Observer(int loops, InstantSource clock) {
        this.routes = new Red("route", MAX_SERIES, loops);
        this.upstreams = new Red("upstream", MAX_SERIES, loops);
        this.tenants = new Red("tenant", MAX_TENANTS, loops);
        this.sockets = new Sockets(MAX_SERIES, loops);
        this.noRoute = new Tally(null, routes.of(NO_ROUTE), null, null, null);
        this.clock = clock;
    }

    /** The time of day. */
    public Instant now() {
        return clock.instant();
    }

    public Red routes() {
        return routes;
    }

    public Sockets sockets() {
        return sockets;
    }

    public Red upstreams() {
        return upstreams;
    }

    public Red tenants() {
        return tenants;
    }

    /** Where the exchanges of one route are counted; worked out once per snapshot. Immutable. */
    public record Tally(
            @Nullable String route,
            Series requests,
            @Nullable String upstream,
            @Nullable Series answers,
            @Nullable LongAdder steered) {}

    /** Where the exchanges of a route are counted: one tally for each upstream it may send to, or just one. */
    public Tally[] tallies(String route, List<String> to) {
        if (to.isEmpty()) {
            return new Tally[] {new Tally(route, routes.of(route), null, null, null)};
        }
        return to.stream()
                .map(it -> new Tally(
                        route,
                        routes.of(route),
                        it,
                        upstreams.of(it),
                        to.size() == 1 ? null : traffic.steered().of(route, it)))
                .toArray(Tally[]::new);
    }

    /** What splits, canaries, mirrors and faults have done. */
    public Traffic traffic() {
        return traffic;
    }

    public Reasons reasons() {
        return reasons;
    }

    /** The access log in use, if any. */
    public @Nullable AccessLog accessLog() {
        return accessLog;
    }

    /** Takes another access log into use; the old one is the caller's to close. */
    public void accessLog(AccessLog log) {
        accessLog = log;
    }

    /** An exchange is over; null stands for one that found no route. */
    public void left(Exchange exchange, @Nullable Tally found) {
        Tally tally = found == null ? noRoute : found;
        long now = exchange.loop().nanos();
        long took = now - exchange.times().began();
        count(exchange, tally.requests(), took);
        if (tally.answers() != null && exchange.endpoint() != null) {
            count(exchange, tally.answers(), took);
            if (tally.steered() != null) {
                tally.steered().increment();
            }
        }
        String tenant = exchange.tenant();
        if (tenant != null) {
            count(exchange, tenants.of(tenant), took);
        }
        if (exchange.socket() != null) {
            exchange.socket().ended();
        }
        Failure failure = exchange.failure();
        String reason = null;
        if (failure != null) {
            reason = Told.of(failure).code();
            reasons.count(reason);
        }
        AccessLog log = accessLog;
        if (log != null && log.isOn()) {
            log.offer(entry(exchange, now, tally, reason));
        }
    }

    private static void count(Exchange exchange, Series series, long nanos) {
        series.record(exchange.loop().index(), exchange.status(), nanos);
    }

    private AccessEntry entry(Exchange exchange, long now, Tally tally, @Nullable String reason) {
        RequestHead request = exchange.request();
        Timeline times = exchange.times();
        long queued = times.sent() == 0 ? -1 : times.sent() - times.began();
        long waited = times.answered() == 0 ? -1 : times.answered() - times.sent();
        String target = request.pathText() + (request.hasQuery() ? "?" + request.queryText() : "");
        return new AccessEntry(
                clock.instant(),
                exchange.clientAddress(),
                exchange.caller() == null ? null : exchange.caller().name(),
                exchange.tenant(),
                request.method().name(),
                target,
                request.version().toString(),
                request.hostText(),
                exchange.status() == 0 ? 499 : exchange.status(),
                exchange.bytesIn(),
                exchange.bytesOut(),
                request.headers().first(HeaderName.REFERER),
                request.headers().first(HeaderName.USER_AGENT),
                tally.route(),
                exchange.side() < 0 ? null : tally.upstream(),
                exchange.endpoint(),
                reason,
                RequestIds.requestId(exchange),
                AccessEntry.Socket.of(exchange.socket()),
                exchange.peer().security(),
                now - times.began(),
                queued,
                waited,
                times.delayed() == 0 ? -1 : times.delayed());
    }
}
