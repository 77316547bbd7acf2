package io.highgate.gateway.route;

import io.highgate.gateway.http.*;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

public sealed interface Action {
    record Forward(
            String upstream, Rewrite rewrite, @Nullable Duration timeout) implements Action {}

    record Redirect(int status) implements Action {
        public String location(String scheme, RequestHead r, RouteMatch m) {
            return "/";
        }
    }

    record Respond(Reply reply) implements Action {}
}
