package io.highgate.gateway.exchange;

import io.highgate.gateway.flow.Malformed;
import java.util.List;

/**
 * Why an exchange did not get the answer of an upstream. An expected value, not an exception: it
 * knows whose fault it is and whether anything was sent, which decides on a retry. Immutable.
 */
public sealed interface Failure {

    /** Whose fault it is. */
    enum Side {
        CLIENT,
        GATEWAY,
        UPSTREAM
    }

    /** How much of the request an upstream may have seen. */
    enum Sent {
        /** Guaranteed nothing: trying again is always safe. */
        NOTHING,
        /** Perhaps all of it. */
        MAYBE,
        /** All, and the head of an answer came back. */
        ANSWERED
    }

    default Side side() {
        return Side.CLIENT;
    }

    default Sent sent() {
        return Sent.NOTHING;
    }

    /** The request breaks the rules of HTTP. */
    record BadRequest(Malformed malformed) implements Failure {}

    /** The path cannot be normalised. */
    record BadPath(String reason) implements Failure {}

    /** The client says how long it waits, but not in a way that can be read. */
    record BadTimeout(String field) implements Failure {}

    /** The client asks for a fault, but not for one that it may have. */
    record BadFault(String reason) implements Failure {}

    /** A fault made on purpose: the route is configured so, or lets requests ask for it. */
    record Injected(int status, String route) implements Failure {
        @Override
        public Side side() {
            return Side.GATEWAY;
        }
    }

    /**
     * Somebody asks for more than a limit allows, or does not say who it is where that is counted.
     *
     * @param limit the limit's name
     * @param status what it is answered with
     * @param code what programs read
     */
    record RateLimited(String limit, int status, String code, String message, long waitNanos) implements Failure {}

    /** The route wants to know who asks, and does not. */
    record NotIdentified(String reason) implements Failure {}

    /** The key of an application is nobody's. */
    record InvalidAppKey(String reason) implements Failure {}

    /** Whoever asks may not. */
    record Forbidden(Ban ban, String reason) implements Failure {}

    /** What somebody may not; its name is what programs read. */
    enum Ban {
        /** The caller lacks something. */
        FORBIDDEN,
        /** The tenant is not there, may not call, or is not the caller's. */
        TENANT_INVALID
    }

    /** What has to be known to decide is kept elsewhere, which cannot be asked. */
    record StoreAway(String what) implements Failure {
        @Override
        public Side side() {
            return Side.GATEWAY;
        }
    }

    /** A request to a cell lacks a field that all of them have. */
    record MissingHeader(String name) implements Failure {}

    /** There is no such cell. */
    record NoCell(String cell) implements Failure {
        @Override
        public Side side() {
            return Side.UPSTREAM;
        }
    }

    /** The client's address is not let in. */
    record AddressRefused(int status) implements Failure {}

    /** The host has too much to do for requests that change something. */
    record RedLight() implements Failure {
        @Override
        public Side side() {
            return Side.GATEWAY;
        }
    }

    /** The request does not say on whose behalf it is made. */
    record NoTenant() implements Failure {}

    /** No route matches. */
    record NoRoute() implements Failure {}

    /** What the gateway itself was asked for is not there. */
    record NotFound(String reason) implements Failure {}

    /** What the gateway itself answers is not asked for so. */
    record MethodNotAllowed(String allowed) implements Failure {}

    /** The body or the query of what the gateway itself answers is not what it should be. */
    record BadContent(List<String> problems) implements Failure {}

    /** Somebody tries to log in too often. */
    record TooManyLogins(long waitNanos) implements Failure {}

    /** The configuration has switched it off. */
    record SwitchedOff(String what) implements Failure {
        @Override
        public Side side() {
            return Side.GATEWAY;
        }
    }

    /** The connection was opened for another host, with another proof of who the client is. */
    record Misdirected() implements Failure {}

    /** The client was too slow with its request. */
    record RequestTimeout(String waitedFor) implements Failure {}

    /** The client's body trickles: fewer octets per second than the limit asks for. */
    record BodyTooSlow(long perSecond) implements Failure {}

    /** The body is larger than the limit. */
    record BodyTooLarge(long limit) implements Failure {}

    /** A limit of the gateway is reached. */
    record Overloaded(String limit) implements Failure {
        @Override
        public Side side() {
            return Side.GATEWAY;
        }
    }

    /** The gateway is shutting down. */
    record Draining() implements Failure {
        @Override
        public Side side() {
            return Side.GATEWAY;
        }
    }

    /** No endpoint of the upstream can be used. */
    record NoEndpoint(String upstream, String reason) implements Failure {
        @Override
        public Side side() {
            return Side.UPSTREAM;
        }
    }

    /** What is asked has failed too often lately: it is left alone for a while. */
    record CircuitOpen(String of, long waitNanos) implements Failure {
        @Override
        public Side side() {
            return Side.GATEWAY;
        }
    }

    /** The endpoint did not take the connection; {@code isRefused} if nobody listens there. */
    record ConnectFailed(String endpoint, String reason, boolean isRefused) implements Failure {
        @Override
        public Side side() {
            return Side.UPSTREAM;
        }
    }

    /** The endpoint took the connection, but no trust came about. */
    record TlsFailed(String endpoint, String reason) implements Failure {
        @Override
        public Side side() {
            return Side.UPSTREAM;
        }
    }

    /** The connection to the endpoint ended before the answer was complete. */
    record UpstreamReset(String endpoint, Sent sent) implements Failure {
        @Override
        public Side side() {
            return Side.UPSTREAM;
        }
    }

    /** The endpoint's answer breaks the rules of HTTP. */
    record UpstreamMalformed(String endpoint, String reason) implements Failure {
        @Override
        public Side side() {
            return Side.UPSTREAM;
        }

        @Override
        public Sent sent() {
            return Sent.MAYBE;
        }
    }

    /** The route does not take WebSockets. */
    record WebSocketRefused(String route) implements Failure {}

    /** The endpoint's protocol, as spoken here, has no WebSockets. */
    record NoWebSocket(String endpoint, String reason) implements Failure {
        @Override
        public Side side() {
            return Side.UPSTREAM;
        }
    }

    /** The endpoint did not answer in time. */
    record UpstreamTimeout(String endpoint, Sent sent) implements Failure {
        @Override
        public Side side() {
            return Side.UPSTREAM;
        }
    }

    /** The client went away before the answer was complete; nobody is left to tell. */
    record ClientGone() implements Failure {
        @Override
        public Sent sent() {
            return Sent.MAYBE;
        }
    }
}
