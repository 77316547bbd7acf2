package io.highgate.gateway.route.index;

import io.highgate.gateway.ask.Asked;
import io.highgate.model.spec.RouteSpec;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** It is within one of these windows. Immutable. */
final class AtTime implements Condition {

    private final List<Window> windows;

    private AtTime(List<Window> windows) {
        this.windows = windows;
    }

    /** What the route asks for; nothing for one that is always there. */
    static List<Condition> of(RouteSpec spec) {
        return spec.windows().isEmpty()
                ? List.of()
                : List.of(new AtTime(spec.windows().stream().map(Window::of).toList()));
    }

    @Override
    public boolean holds(Asked asked) {
        Instant now = asked.now();
        for (int i = 0; i < windows.size(); i++) {
            if (windows.get(i).holds(now)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String whyNot(Asked asked) {
        String all = windows.stream().map(Window::toString).collect(Collectors.joining(", "));
        return "it is " + windows.getFirst().clock(asked.now()) + ", outside " + all;
    }
}
