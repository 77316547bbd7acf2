package io.highgate.gateway;

import io.highgate.gateway.cells.CellSigns;
import io.highgate.gateway.cors.Cors;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.SocketTally;
import io.highgate.gateway.http.ConnectionField;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Reply;
import io.highgate.gateway.http.ResponseHead;
import io.highgate.gateway.observe.Observer;
import io.highgate.gateway.quota.LimitHeaders;
import io.highgate.gateway.reply.FailureReply;
import io.highgate.gateway.route.Route;

/**
 * The way back of every request: what is done to the head of an upstream's answer, and to what the
 * gateway answers itself. Shared by all event loops, keeps nothing of an exchange.
 */
final class WayBack {

    private final Observer observer;

    WayBack(Observer observer) {
        this.observer = observer;
    }

    /** The upstream has answered: the client is told. */
    void answered(Exchange exchange) {
        Route route = exchange.match().route();
        Headers headers = exchange.response().headers();
        ConnectionField.removeHopByHop(headers);
        LimitHeaders.add(exchange, headers);
        ExchangeVariables.edit(route.responseEdits(), headers, exchange);
        Cors cors = route.cors();
        if (cors != null) {
            cors.permit(exchange.request(), headers);
        }
        if (route.spec().cell() != null) {
            CellSigns.add(headers, exchange);
        }
        if (exchange.response().status() == ResponseHead.SWITCHING_PROTOCOLS) {
            exchange.socket(new SocketTally(
                    observer.sockets().of(route.name()), exchange.loop().index()));
            exchange.client().open(exchange.response());
        } else {
            exchange.client().respond(exchange.response());
        }
    }

    /** The gateway answers itself. */
    static void answer(Exchange exchange, Reply reply) {
        exchange.client().answer(signed(LimitHeaders.add(exchange, reply), exchange), false);
    }

    /** The request is refused, or has failed. */
    static void refuse(Exchange exchange, Failure failure) {
        exchange.failure(failure);
        Reply reply = signed(FailureReply.of(failure, exchange), exchange);
        exchange.client().answer(reply, FailureReply.isLast(failure));
    }

    private static Reply signed(Reply plain, Exchange exchange) {
        Route route = exchange.route();
        if (route == null) {
            return plain;
        }
        Reply reply = route.cors() == null ? plain : route.cors().permit(exchange.request(), plain);
        return route.spec().cell() == null ? reply : CellSigns.in(reply, exchange);
    }
}
