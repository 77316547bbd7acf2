package io.highgate.gateway.reply;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Reply;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.route.Action;
import java.util.List;

/** What a route answers by itself. Stateless. */
public final class RouteReply {

    private static final HeaderName LOCATION = HeaderName.of("Location");

    private RouteReply() {}

    /** A redirect to where the route says; what it does not say stays as in the request. */
    public static Reply redirect(Action.Redirect redirect, Exchange exchange) {
        RequestHead request = exchange.request();
        String location = redirect.location()
                .resolve(exchange.match(), request, exchange.peer().scheme());
        return new Reply(redirect.status(), List.of(new Reply.Field(LOCATION, location)), new byte[0]);
    }

    /** A fixed response. */
    public static Reply respond(Action.Respond respond) {
        return Reply.of(respond.status(), respond.contentType(), respond.body());
    }
}
