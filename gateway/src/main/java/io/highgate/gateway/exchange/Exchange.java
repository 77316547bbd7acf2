package io.highgate.gateway.exchange;

import io.highgate.gateway.ask.Asked;
import io.highgate.gateway.flow.BodyTap;
import io.highgate.gateway.flow.ClientStream;
import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.flow.UpstreamStream;
import io.highgate.gateway.flow.WholeBody;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.http.ResponseHead;
import io.highgate.gateway.route.Route;
import io.highgate.gateway.route.RouteMatch;
import io.highgate.traffic.overload.AdaptiveLimit;
import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response, from the first byte in to the last byte out. The rooms meet in its
 * typed fields. Confined to one event loop. The heads' arrays go back to the loop when it has ended.
 */
public final class Exchange implements Asked {

    private static final int NOT_STEERED = -1;

    private final Seat seat;
    private final RequestHead request;
    private ResponseHead response;
    private final Timeline times;

    private @Nullable Route route;
    private @Nullable UpstreamStream upstream;
    private @Nullable WholeBody whole;
    private @Nullable Path path;
    private @Nullable String clientAddress;
    private @Nullable Caller caller;
    private @Nullable String tenant;
    private @Nullable String requestId;
    private @Nullable String endpoint;
    private @Nullable SocketTally socket;
    private @Nullable Sampled sampled;
    private boolean endpointSecure;
    private @Nullable Failure failure;
    private int status;
    private long bytesIn;
    private long bytesOut;
    private int nextStage;
    private int side = NOT_STEERED;
    private @Nullable BodyTap tap;
    private boolean socketSeat;
    private @Nullable AdaptiveLimit place;
    private @Nullable Account account;
    private @Nullable Held held;
    private boolean ended;

    public Exchange(Seat seat, RequestHead request) {
        this.seat = seat;
        this.request = request;
        this.response = new ResponseHead(seat.loop().takeHeaders());
        this.times = new Timeline(seat.loop().nanos());
    }

    public Loop loop() {
        return seat.loop();
    }

    public Entrance entrance() {
        return seat.entrance();
    }

    public ClientStream client() {
        return seat.client();
    }

    /** Who is connected; behind proxies not the client itself, see {@link #clientAddress()}. */
    public Peer peer() {
        return seat.peer();
    }

    @Override
    public RequestHead request() {
        return request;
    }

    public ResponseHead response() {
        return response;
    }

    /** Another head, which was read apart; its arrays go back to the loop as the first one's would have. */
    public void response(ResponseHead readApart) {
        response = readApart;
    }

    /** The route, once one was found. */
    public @Nullable Route route() {
        return route;
    }

    public void route(Route found) {
        route = found;
    }

    /** The captures of the route that was found. */
    public RouteMatch match() {
        return seat.match();
    }

    public Timeline times() {
        return times;
    }

    /** Where the request's body goes; null until an attempt was begun. */
    public @Nullable UpstreamStream upstream() {
        return upstream;
    }

    public void upstream(@Nullable UpstreamStream stream) {
        upstream = stream;
    }

    /** The request's body, if it was read whole before it goes anywhere; see {@link Holding}. */
    public @Nullable WholeBody whole() {
        return whole;
    }

    void whole(WholeBody read) {
        whole = read;
    }

    /** The gateway goes: a WebSocket, which has no end of its own, ends. */
    public void goAway() {
        if (upstream != null) {
            upstream.goAway();
        }
    }

    /** The request path it began with, and keeps to its end; null before it entered. */
    public @Nullable Path path() {
        return path;
    }

    public void path(Path begunWith) {
        path = begunWith;
    }

    /** The client's address: the peer's, or the one that trusted proxies name. */
    @Override
    public String clientAddress() {
        return clientAddress == null ? peer().text() : clientAddress;
    }

    @Override
    public byte[] clientOctets() {
        return clientAddress == null
                ? peer().address()
                : InetAddress.ofLiteral(clientAddress).getAddress();
    }

    @Override
    public Instant now() {
        return loop().clock().instant();
    }

    @Override
    public @Nullable String capture(String name) {
        return match().isFound() ? match().capture(name) : null;
    }

    public void clientAddress(String address) {
        clientAddress = address;
    }

    /** Who asks, once that is proved; null for nobody. */
    public @Nullable Caller caller() {
        return caller;
    }

    public void caller(Caller proved) {
        caller = proved;
    }

    /** On whose behalf, once that is checked; null for nobody's. */
    public @Nullable String tenant() {
        return tenant;
    }

    public void tenant(String checked) {
        tenant = checked;
    }

    /** The id of the request, for log lines and error bodies; null until one was needed. */
    public @Nullable String requestId() {
        return requestId;
    }

    public void requestId(String id) {
        requestId = id;
    }

    /** The endpoint that was asked last. */
    public @Nullable String endpoint() {
        return endpoint;
    }

    /** Whether it is asked over TLS. */
    public boolean endpointSecure() {
        return endpointSecure;
    }

    public void endpoint(String address, boolean secure) {
        endpoint = address;
        endpointSecure = secure;
    }

    /** Why it failed, if it did. */
    public @Nullable Failure failure() {
        return failure;
    }

    public void failure(Failure reason) {
        failure = reason;
    }

    /** What is counted of the WebSocket that it has become, if it has. */
    public @Nullable SocketTally socket() {
        return socket;
    }

    public void socket(SocketTally opened) {
        socket = opened;
    }

    /** By which ids it is told of as a span; null if it is not. */
    public @Nullable Sampled sampled() {
        return sampled;
    }

    public void sampled(Sampled by) {
        sampled = by;
    }

    /** Whether it counts among the WebSockets, open or asked for. */
    public boolean hasSocketSeat() {
        return socketSeat;
    }

    /** The limit that it takes a place of; null if it takes none. */
    public @Nullable AdaptiveLimit place() {
        return place;
    }

    public void place(AdaptiveLimit of) {
        place = of;
    }

    public void takeSocketSeat() {
        socketSeat = true;
    }

    /** Nobody waits for the upstream's answer any more. */
    public void cancelUpstream() {
        UpstreamStream to = upstream;
        if (to != null) {
            upstream = null;
            to.cancel();
        }
    }

    /** The client is gone: that broke it off, unless a WebSocket was being closed by its own rules. */
    public void clientGone() {
        if (failure == null && (socket == null || !socket.isClosing())) {
            failure = new Failure.ClientGone();
        }
    }

    /** The status the client was sent, 0 if none was. */
    public int status() {
        return status;
    }

    public void status(int sent) {
        status = sent;
    }

    public long bytesIn() {
        return bytesIn;
    }

    public void addBytesIn(long octets) {
        bytesIn += octets;
    }

    public long bytesOut() {
        return bytesOut;
    }

    public void addBytesOut(long octets) {
        bytesOut += octets;
    }

    /** Which of its route's upstreams it goes to, by the order of the route's steering; negative before one was chosen. */
    public int side() {
        return side;
    }

    public void side(int chosen) {
        side = chosen;
    }

    /** Who sees the request's body as it goes to the upstream, if anyone does. */
    public @Nullable BodyTap tap() {
        return tap;
    }

    public void tap(BodyTap seer) {
        tap = seer;
    }

    /** What its limits say of it; null where nobody is told. */
    public @Nullable Account account() {
        return account;
    }

    public void account(Account with) {
        account = with;
    }

    /** Holds something until it ends. */
    public void hold(Held more) {
        Held before = held;
        held = before == null
                ? more
                : () -> {
                    more.release();
                    before.release();
                };
    }

    /** The stage to visit next; the path's own bookmark. */
    public int nextStage() {
        return nextStage;
    }

    public void nextStage(int index) {
        nextStage = index;
    }

    /** Goes on with the path after a {@link Verdict#LATER}; on the exchange's event loop. */
    public void resume() {
        seat.entrance().enter(this);
    }

    /** Whether it is over. */
    public boolean hasEnded() {
        return ended;
    }

    /** Ends it, once: tells the path, then gives the heads' arrays back. */
    public void end() {
        if (!ended) {
            ended = true;
            if (tap != null) {
                tap.close();
            }
            if (held != null) {
                held.release();
            }
            seat.entrance().left(this);
            seat.loop().giveHeaders(response.headers());
        }
    }
}
