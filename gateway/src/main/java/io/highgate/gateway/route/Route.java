package io.highgate.gateway.route;

import io.highgate.gateway.filter.*;
import io.highgate.gateway.http.*;

public record Route(String name, int index, Action action) {
    public void editRequest(Headers h, Variables v) {}

    public void editResponse(Headers h, Variables v) {}
}
