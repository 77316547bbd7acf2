package io.highgate.gateway.reply;

import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.http.Grpc;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Reply;
import io.highgate.wire.GatewayError;
import java.util.List;

/**
 * A failure as a gRPC client is told it: status 200, no body, and a grpc-status in the only header
 * section there is ("Trailers-Only", gRPC PROTOCOL-HTTP2). Stateless.
 */
final class GrpcReply {

    private static final HeaderName STATUS = HeaderName.of("grpc-status");
    private static final HeaderName MESSAGE = HeaderName.of("grpc-message");

    private static final int CANCELLED = 1;
    private static final int INVALID_ARGUMENT = 3;
    private static final int DEADLINE_EXCEEDED = 4;
    private static final int PERMISSION_DENIED = 7;
    private static final int RESOURCE_EXHAUSTED = 8;
    private static final int UNIMPLEMENTED = 12;
    private static final int INTERNAL = 13;
    private static final int UNAVAILABLE = 14;
    private static final int UNAUTHENTICATED = 16;

    private GrpcReply() {}

    static Reply of(Failure failure, GatewayError error) {
        String text = error.details().isEmpty() ? error.message() : error.message() + ": " + error.details();
        return new Reply(
                200,
                List.of(
                        new Reply.Field(HeaderName.CONTENT_TYPE, "application/grpc"),
                        new Reply.Field(STATUS, Integer.toString(status(failure))),
                        new Reply.Field(MESSAGE, Grpc.message(text)),
                        new Reply.Field(FailureReply.REASON, error.code()),
                        new Reply.Field(HeaderName.X_REQUEST_ID, error.requestId())),
                new byte[0]);
    }

    /** UNAVAILABLE invites a client to try again, so it is kept for what may work the next time. */
    static int status(Failure failure) {
        return switch (failure) {
            case Failure.BadRequest f -> INTERNAL;
            case Failure.BadPath f -> INVALID_ARGUMENT;
            case Failure.BadTimeout f -> INVALID_ARGUMENT;
            case Failure.BadFault f -> INVALID_ARGUMENT;
            case Failure.Injected f -> UNAVAILABLE;
            case Failure.RateLimited f -> RESOURCE_EXHAUSTED;
            case Failure.NoRoute f -> UNIMPLEMENTED;
            case Failure.NotFound f -> UNIMPLEMENTED;
            case Failure.MethodNotAllowed f -> UNIMPLEMENTED;
            case Failure.BadContent f -> INVALID_ARGUMENT;
            case Failure.TooManyLogins f -> RESOURCE_EXHAUSTED;
            case Failure.SwitchedOff f -> UNAVAILABLE;
            case Failure.AddressRefused f -> PERMISSION_DENIED;
            case Failure.RedLight f -> RESOURCE_EXHAUSTED;
            case Failure.NoTenant f -> INVALID_ARGUMENT;
            case Failure.MissingHeader f -> INVALID_ARGUMENT;
            case Failure.NoCell f -> UNAVAILABLE;
            case Failure.NotIdentified f -> UNAUTHENTICATED;
            case Failure.InvalidAppKey f -> UNAUTHENTICATED;
            case Failure.Forbidden f -> PERMISSION_DENIED;
            case Failure.StoreAway f -> UNAVAILABLE;
            case Failure.Misdirected f -> UNAVAILABLE;
            case Failure.RequestTimeout f -> DEADLINE_EXCEEDED;
            case Failure.BodyTooSlow f -> DEADLINE_EXCEEDED;
            case Failure.BodyTooLarge f -> RESOURCE_EXHAUSTED;
            case Failure.Overloaded f -> RESOURCE_EXHAUSTED;
            case Failure.Draining f -> UNAVAILABLE;
            case Failure.NoEndpoint f -> UNAVAILABLE;
            case Failure.CircuitOpen f -> UNAVAILABLE;
            case Failure.ConnectFailed f -> UNAVAILABLE;
            case Failure.WebSocketRefused f -> UNIMPLEMENTED;
            case Failure.NoWebSocket f -> UNIMPLEMENTED;
            case Failure.TlsFailed f -> UNAVAILABLE;
            case Failure.UpstreamReset f -> UNAVAILABLE;
            case Failure.UpstreamMalformed f -> INTERNAL;
            case Failure.UpstreamTimeout f -> DEADLINE_EXCEEDED;
            case Failure.ClientGone f -> CANCELLED;
        };
    }
}
