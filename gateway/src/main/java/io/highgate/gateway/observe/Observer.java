package io.highgate.gateway.observe;

import io.highgate.gateway.center.red.Counted;
import io.highgate.gateway.center.red.Pen;
import io.highgate.gateway.center.red.Span;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.RequestIds;
import io.highgate.gateway.exchange.Sampled;
import io.highgate.gateway.exchange.Timeline;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.reply.Told;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
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
    private final Counted counted;
    private volatile @Nullable AccessLog accessLog;

    /** @param counted for the center, if there is one */
    public Observer(int loops, InstantSource clock, Counted counted) {
        this.routes = new Red("route", MAX_SERIES, loops);
        this.upstreams = new Red("upstream", MAX_SERIES, loops);
        this.tenants = new Red("tenant", MAX_TENANTS, loops);
        this.sockets = new Sockets(MAX_SERIES, loops);
        this.noRoute = new Tally(null, routes.of(NO_ROUTE), null, null, null, null);
        this.clock = clock;
        this.counted = counted;
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
            @Nullable LongAdder steered,
            @Nullable Pen pen) {}

    /**
     * Where the exchanges of a route are counted: one tally for each upstream it may send to, or just one.
     *
     * @param cells the cell that an upstream is, if the center is told of it
     */
    public Tally[] tallies(String route, List<String> to, Function<String, @Nullable String> cells) {
        if (to.isEmpty()) {
            return new Tally[] {new Tally(route, routes.of(route), null, null, null, null)};
        }
        return to.stream()
                .map(it -> new Tally(
                        route,
                        routes.of(route),
                        it,
                        upstreams.of(it),
                        to.size() == 1 ? null : traffic.steered().of(route, it),
                        pen(cells.apply(it), route)))
                .toArray(Tally[]::new);
    }

    private @Nullable Pen pen(@Nullable String cell, String route) {
        return cell == null ? null : counted.ledger().pen(cell, route);
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
        Pen pen = tally.pen();
        if (pen != null && exchange.side() >= 0) {
            tell(exchange, pen, tally, now);
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

    /** A WebSocket counts as long as it took to open. */
    private void tell(Exchange exchange, Pen pen, Tally tally, long now) {
        Timeline times = exchange.times();
        long end = exchange.socket() != null && times.answered() != 0 ? times.answered() : now;
        pen.record(exchange.loop().index(), exchange.status(), end - times.began());
        Sampled sampled = exchange.sampled();
        if (sampled != null && counted.spans().hasRoom()) {
            counted.spans()
                    .add(new Span(
                            sampled.trace(),
                            sampled.span(),
                            sampled.parent(),
                            pen.cell(),
                            tally.route(),
                            exchange.request().method().name(),
                            exchange.request().pathText(),
                            statusOf(exchange),
                            exchange.endpoint(),
                            clock.millis(),
                            end - times.began()));
        }
    }

    private static int statusOf(Exchange exchange) {
        return exchange.status() == 0 ? 499 : exchange.status();
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
                statusOf(exchange),
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
