package io.highgate.gateway.reply;

import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.flow.Malformed;

/**
 * What a failure is called: one place for all statuses and codes. Immutable.
 *
 * @param status the status code; 499 is for logs only
 * @param code what programs read; also the metric's label
 * @param message what people read
 * @param details what else may help, or an empty text
 */
public record Told(int status, String code, String message, String details) {

    /** What the failure is called. */
    public static Told of(Failure failure) {
        return switch (failure) {
            case Failure.BadRequest f -> malformed(f.malformed());
            case Failure.BadPath f -> new Told(400, "BAD_REQUEST", "The path cannot be used: " + f.reason(), "");
            case Failure.BadTimeout f ->
                new Told(400, "BAD_REQUEST", "The request is malformed", f.field() + " is not a time-out");
            case Failure.BadFault f -> new Told(400, "BAD_REQUEST", "The request is malformed", f.reason());
            case Failure.Injected f ->
                new Told(f.status(), "FAULT_INJECTED", "A fault made on purpose", "route " + f.route());
            case Failure.RateLimited f -> new Told(f.status(), f.code(), f.message(), "limit " + f.limit());
            case Failure.NotIdentified f -> new Told(401, "UNAUTHORIZED", "Who asks is not known", f.reason());
            case Failure.InvalidAppKey f -> new Told(401, "INVALID_APP_KEY", "The key does not count", f.reason());
            case Failure.Forbidden f -> new Told(403, f.ban().name(), "The caller may not do this", f.reason());
            case Failure.StoreAway f ->
                new Told(
                        503, "SERVICE_UNAVAILABLE", "What is needed to decide cannot be asked at the moment", f.what());
            case Failure.NotFound f -> new Told(404, "NOT_FOUND", "What was asked for is not there", f.reason());
            case Failure.MethodNotAllowed f ->
                new Told(405, "METHOD_NOT_ALLOWED", "The method is not allowed here", "allowed: " + f.allowed());
            case Failure.BadContent f ->
                new Told(400, "BAD_REQUEST", "The request is malformed", String.join("; ", f.problems()));
            case Failure.TooManyLogins f -> new Told(429, "RATE_LIMIT", "Too many logins; wait before the next", "");
            case Failure.SwitchedOff f -> new Told(503, "SERVICE_UNAVAILABLE", "This is switched off here", f.what());
            case Failure.MissingHeader f ->
                new Told(400, "MISSING_HEADER", "A request to a cell needs the header " + f.name(), f.name());
            case Failure.NoCell f -> new Told(503, "CELL_NOT_FOUND", "There is no such cell", f.cell());
            case Failure.AddressRefused f ->
                new Told(f.status(), "ADDRESS_REFUSED", "Clients at this address are not let in", "");
            case Failure.RedLight f ->
                new Told(503, "RED_LIGHT", "The host has too much to do for requests that change something", "");
            case Failure.NoTenant f ->
                new Told(400, "MISSING_TENANT_ID", "The request does not say on whose behalf it is made", "");
            case Failure.NoRoute f -> new Told(404, "NO_ROUTE", "No route matches this request", "");
            case Failure.Misdirected f ->
                new Told(421, "MISDIRECTED", "This connection was opened for another host; open a new one", "");
            case Failure.RequestTimeout f ->
                new Told(408, "REQUEST_TIMEOUT", "The client did not send " + f.waitedFor() + " in time", "");
            case Failure.BodyTooSlow f ->
                new Told(
                        408,
                        "BODY_TOO_SLOW",
                        "The body comes at fewer than " + f.perSecond() + " bytes per second",
                        "limits.minBodyRate");
            case Failure.BodyTooLarge f ->
                new Told(413, "CONTENT_TOO_LARGE", "The body is larger than " + f.limit() + " bytes", "limits.body");
            case Failure.Overloaded f ->
                new Told(503, "OVERLOADED", "The gateway is at a limit; try again shortly", f.limit());
            case Failure.Draining f -> new Told(503, "SERVICE_UNAVAILABLE", "Server is shutting down", "");
            case Failure.NoEndpoint f ->
                new Told(
                        503,
                        "NO_ENDPOINT",
                        "No endpoint of the upstream can be used",
                        f.upstream() + ": " + f.reason());
            case Failure.CircuitOpen f ->
                new Told(
                        503,
                        "CIRCUIT_OPEN",
                        "The upstream has failed too often lately and is left alone for a moment",
                        f.of());
            case Failure.ConnectFailed f ->
                new Told(502, "CONNECT_FAILED", "The upstream could not be reached", f.reason());
            case Failure.TlsFailed f ->
                new Told(502, "TLS_FAILED", "No secure connection to the upstream could be made", f.reason());
            case Failure.UpstreamReset f ->
                new Told(502, "UPSTREAM_RESET", "The upstream closed the connection before it answered", "");
            case Failure.UpstreamMalformed f ->
                new Told(502, "UPSTREAM_MALFORMED", "The upstream's answer is not valid HTTP", f.reason());
            case Failure.WebSocketRefused f ->
                new Told(403, "WEBSOCKET_REFUSED", "This route does not take WebSockets", "");
            case Failure.NoWebSocket f ->
                new Told(502, "NO_WEBSOCKET", "The upstream cannot be asked for a WebSocket", f.reason());
            case Failure.UpstreamTimeout f ->
                new Told(504, "UPSTREAM_TIMEOUT", "The upstream did not answer in time", "");
            case Failure.ClientGone f -> new Told(499, "CLIENT_GONE", "The client went away", "");
        };
    }

    private static Told malformed(Malformed malformed) {
        return switch (malformed.kind()) {
            case BAD_MESSAGE -> new Told(400, "BAD_REQUEST", "The request is malformed", malformed.reason());
            case FIRST_LINE_TOO_LONG ->
                new Told(414, "URI_TOO_LONG", "The request target is too long", malformed.reason());
            case HEADERS_TOO_LARGE ->
                new Told(431, "HEADERS_TOO_LARGE", "The header section is too large", malformed.reason());
            case VERSION_NOT_SUPPORTED ->
                new Told(505, "VERSION_NOT_SUPPORTED", "The HTTP version is not supported", malformed.reason());
            case WEBSOCKET_VERSION ->
                new Told(426, "WEBSOCKET_VERSION", "The version of WebSocket is not supported", malformed.reason());
            case METHOD_NOT_SUPPORTED ->
                new Told(501, "METHOD_NOT_SUPPORTED", "The method is not supported", malformed.reason());
            case EXPECTATION_FAILED ->
                new Told(417, "EXPECTATION_FAILED", "The expectation cannot be met", malformed.reason());
        };
    }
}
