package io.highgate.gateway.steer;

import io.highgate.gateway.ask.Asked;
import io.highgate.gateway.ask.Trait;
import io.highgate.model.spec.CanarySpec;
import io.highgate.model.spec.RouteSpec;
import io.highgate.model.spec.ShareSpec;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Which of a route's upstreams a request goes to. Immutable. */
public sealed interface Steering permits Steering.Always, Split, Canary {

    /** Where requests may go; each once. */
    List<String> upstreams();

    /** Where this one goes: an index of {@link #upstreams}. */
    int choose(Asked asked, SplittableRandom random);

    /** What {@link #choose} would do, for explain. */
    Outlook outlook(Asked asked);

    /** The steering of a checked route that forwards; null for any other. */
    static @Nullable Steering of(RouteSpec route) {
        List<ShareSpec> split = route.split();
        if (route.upstream() == null && split == null) {
            return null;
        }
        Trait stickTo = route.stickTo() == null ? null : Trait.of(route.stickTo());
        Steering usual = split == null ? new Always(String.valueOf(route.upstream())) : new Split(split, stickTo);
        CanarySpec canary = route.canary();
        return canary == null ? usual : new Canary(canary, usual, Trait.of(route.stickTo()));
    }

    /** There is only one. */
    record Always(List<String> upstreams) implements Steering {

        Always(String upstream) {
            this(List.of(upstream));
        }

        @Override
        public int choose(Asked asked, SplittableRandom random) {
            return 0;
        }

        @Override
        public Outlook outlook(Asked asked) {
            return new Outlook(upstreams.getFirst(), List.of());
        }
    }
}
