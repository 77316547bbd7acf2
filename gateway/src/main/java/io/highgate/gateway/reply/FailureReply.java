package io.highgate.gateway.reply;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.RequestIds;
import io.highgate.gateway.http.Grpc;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Reply;
import io.highgate.gateway.quota.LimitHeaders;
import io.highgate.wire.GatewayError;
import java.util.ArrayList;
import java.util.List;

/**
 * A failure as the client is told it: a status, a code that programs read, and a sentence for
 * people. Statuses and codes differ wherever the cause does, and the reason stands in a header too.
 * Stateless.
 */
public final class FailureReply {

    static final HeaderName REASON = HeaderName.of(GatewayError.REASON);
    private static final HeaderName WWW_AUTHENTICATE = HeaderName.of("WWW-Authenticate");
    private static final HeaderName ALLOW = HeaderName.of("Allow");
    private static final HeaderName RETRY_AFTER = HeaderName.of("Retry-After");

    private FailureReply() {}

    /** The reply to a failed exchange. */
    public static Reply of(Failure failure, Exchange exchange) {
        Told told = Told.of(failure);
        if (exchange.route() != null && exchange.route().spec().cell() != null) {
            told = CellWords.of(failure, told);
        }
        String id = RequestIds.requestId(exchange);
        GatewayError error = new GatewayError(told.code(), told.message(), told.details(), id);
        if (Grpc.speaks(exchange.request().headers())) {
            return GrpcReply.of(failure, error);
        }
        ErrorBody body = ErrorBody.of(error, told.status(), exchange.request().headers());
        List<Reply.Field> fields = new ArrayList<>();
        fields.add(new Reply.Field(HeaderName.CONTENT_TYPE, body.contentType()));
        fields.add(new Reply.Field(REASON, told.code()));
        fields.add(new Reply.Field(HeaderName.X_REQUEST_ID, id));
        LimitHeaders.add(exchange, failure instanceof Failure.RateLimited, fields);
        if (told.status() == 503 || failure instanceof Failure.RateLimited) {
            fields.add(new Reply.Field(RETRY_AFTER, Long.toString(secondsToWait(failure))));
        }
        if (failure instanceof Failure.TooManyLogins) {
            fields.add(new Reply.Field(RETRY_AFTER, Long.toString(secondsToWait(failure))));
        }
        if (failure instanceof Failure.MethodNotAllowed method) {
            fields.add(new Reply.Field(ALLOW, method.allowed()));
        }
        if (told.status() == 401) {
            fields.add(new Reply.Field(WWW_AUTHENTICATE, "Bearer"));
        }
        if (told.status() == 426) {
            fields.add(new Reply.Field(HeaderName.UPGRADE, "websocket"));
            fields.add(new Reply.Field(HeaderName.SEC_WEBSOCKET_VERSION, "13"));
        }
        return new Reply(told.status(), List.copyOf(fields), body.octets());
    }

    private static long secondsToWait(Failure failure) {
        long nanos = switch (failure) {
            case Failure.CircuitOpen open -> open.waitNanos();
            case Failure.RateLimited limited -> limited.waitNanos();
            case Failure.TooManyLogins logins -> logins.waitNanos();
            default -> 0;
        };
        return Math.max(1, Math.ceilDiv(nanos, 1_000_000_000));
    }

    /** Whether the connection must end behind the reply, because its framing can no longer be trusted. */
    public static boolean isLast(Failure failure) {
        return switch (failure) {
            case Failure.BadRequest f -> true;
            case Failure.RequestTimeout f -> true;
            case Failure.BodyTooSlow f -> true;
            case Failure.BodyTooLarge f -> true;
            case Failure.Draining f -> true;
            case Failure.BadPath f -> true;
            case Failure.ClientGone f -> true;
            case Failure.BadTimeout f -> false;
            case Failure.BadFault f -> false;
            case Failure.Injected f -> false;
            case Failure.RateLimited f -> false;
            case Failure.NoRoute f -> false;
            case Failure.NotFound f -> false;
            case Failure.MethodNotAllowed f -> false;
            case Failure.BadContent f -> false;
            case Failure.TooManyLogins f -> false;
            case Failure.SwitchedOff f -> false;
            case Failure.AddressRefused f -> false;
            case Failure.RedLight f -> false;
            case Failure.NoTenant f -> false;
            case Failure.MissingHeader f -> false;
            case Failure.NoCell f -> false;
            case Failure.NotIdentified f -> false;
            case Failure.InvalidAppKey f -> false;
            case Failure.Forbidden f -> false;
            case Failure.StoreAway f -> false;
            case Failure.Overloaded f -> false;
            case Failure.NoEndpoint f -> false;
            case Failure.CircuitOpen f -> false;
            case Failure.ConnectFailed f -> false;
            case Failure.WebSocketRefused f -> false;
            case Failure.NoWebSocket f -> false;
            case Failure.TlsFailed f -> false;
            case Failure.Misdirected f -> false;
            case Failure.UpstreamReset f -> false;
            case Failure.UpstreamMalformed f -> false;
            case Failure.UpstreamTimeout f -> false;
        };
    }
}
