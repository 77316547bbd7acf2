package io.highgate.gateway;

import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.flow.Malformed;
import java.util.ArrayList;
import java.util.List;

/** One failure of each kind. */
final class Examples {

    private Examples() {}

    static List<Failure> ofEachFailure() {
        List<Failure> all = new ArrayList<>(List.of(
                new Failure.BadPath("x"),
                new Failure.BadTimeout("x"),
                new Failure.BadFault("x"),
                new Failure.Injected(503, "x"),
                new Failure.NoRoute(),
                new Failure.RateLimited("x", 429, "RATE_LIMIT", "y", 1),
                new Failure.NotIdentified("x"),
                new Failure.InvalidAppKey("x"),
                new Failure.NotFound("x"),
                new Failure.MethodNotAllowed("GET"),
                new Failure.BadContent(List.of("x")),
                new Failure.TooManyLogins(1),
                new Failure.SwitchedOff("x"),
                new Failure.AddressRefused(403),
                new Failure.RedLight(),
                new Failure.NoTenant(),
                new Failure.MissingHeader("x"),
                new Failure.NoCell("x"),
                new Failure.StoreAway("x"),
                new Failure.RequestTimeout("x"),
                new Failure.BodyTooSlow(1),
                new Failure.BodyTooLarge(1),
                new Failure.Overloaded("x"),
                new Failure.Draining(),
                new Failure.NoEndpoint("x", "y"),
                new Failure.ConnectFailed("x", "y", true),
                new Failure.CircuitOpen("x", 1),
                new Failure.TlsFailed("x", "y"),
                new Failure.Misdirected(),
                new Failure.WebSocketRefused("x"),
                new Failure.NoWebSocket("x", "y"),
                new Failure.UpstreamReset("x", Failure.Sent.MAYBE),
                new Failure.UpstreamMalformed("x", "y"),
                new Failure.UpstreamTimeout("x", Failure.Sent.MAYBE),
                new Failure.ClientGone()));
        for (Failure.Ban ban : Failure.Ban.values()) {
            all.add(new Failure.Forbidden(ban, "x"));
        }
        for (Malformed.Kind kind : Malformed.Kind.values()) {
            all.add(new Failure.BadRequest(new Malformed(kind, "x")));
        }
        assert all.stream().map(Object::getClass).distinct().count() == Failure.class.getPermittedSubclasses().length;
        return all;
    }
}
