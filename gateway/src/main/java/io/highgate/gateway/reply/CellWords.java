package io.highgate.gateway.reply;

import io.highgate.gateway.exchange.Failure;

/** What a failure is called where a cell was asked: the codes that callers of cells know. Stateless. */
final class CellWords {

    private CellWords() {}

    static Told of(Failure failure, Told told) {
        return switch (failure) {
            case Failure.NoEndpoint _ -> new Told(503, "CELL_NOT_FOUND", told.message(), told.details());
            case Failure.ConnectFailed _, Failure.TlsFailed _ ->
                new Told(502, "CELL_UNREACHABLE", told.message(), told.details());
            case Failure.UpstreamTimeout _, Failure.UpstreamReset _, Failure.UpstreamMalformed _ ->
                new Told(told.status(), "UPSTREAM_ERROR", told.message(), told.details());
            default -> told;
        };
    }
}
