package io.highgate.gateway.upstream;

import io.highgate.gateway.center.Witness;
import io.highgate.gateway.count.Durations;
import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.flow.Loops;
import io.highgate.gateway.upstream.discover.Found;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.EndpointSpec;
import io.highgate.model.spec.LimitsSpec;
import io.highgate.model.spec.RetrySpec;
import io.highgate.model.spec.UpstreamSpec;
import io.highgate.model.spec.UpstreamSpec.Balancer;
import java.util.List;

/** Sets somebody to look after each member of an upstream, spread over the event loops. Thread-safe. */
final class Probers {

    private final Loops loops;
    private final LimitsSpec limits = SpecShape.defaults(LimitsSpec.class);

    Probers(Loops loops) {
        this.loops = loops;
    }

    /** From now on these members of the upstream are asked as its configuration says. */
    void lookAfter(Upstream upstream, List<Member> members, Upstream.Means means) {
        for (Member member : members) {
            int turn =
                    (int) Long.remainderUnsigned(member.identity(), loops.all().size());
            Loop loop = loops.all().get(turn);
            Probe.Means with = new Probe.Means(limits, means.timeouts(), loop);
            member.lookedAfterBy(new Prober(
                    member,
                    () -> alone(upstream, member, means),
                    upstream.spec().health().active(),
                    with));
        }
    }

    /** The member as an upstream of its own: without any policy, and with connections of its own. */
    private Upstream alone(Upstream upstream, Member member, Upstream.Means means) {
        UpstreamSpec spec =
                bare(upstream.spec(), new EndpointSpec(member.endpoint().address(), 1));
        Guard guard = new Guard("a probe of " + upstream.name(), spec, loops.ticker(), Witness.NOBODY);
        Endpoint endpoint = new Endpoint(
                member.endpoint().where(), loops, new Durations(loops.all().size()));
        guard.adopt(spec);
        Upstream alone = new Upstream(guard, spec, null, means);
        alone.lineUp(
                List.of(Found.configured(spec.endpoints().getFirst())),
                guard.enrol(spec, List.of(endpoint)).all());
        return alone;
    }

    private static UpstreamSpec bare(UpstreamSpec spec, EndpointSpec endpoint) {
        RetrySpec once = SpecShape.with(SpecShape.defaults(RetrySpec.class), "count", 0);
        UpstreamSpec known = SpecShape.with(spec, "discover", null);
        UpstreamSpec one = SpecShape.with(SpecShape.with(known, "endpoints", List.of(endpoint)), "retry", once);
        UpstreamSpec any = SpecShape.with(SpecShape.with(one, "balancer", Balancer.FIRST), "breaker", null);
        return SpecShape.with(SpecShape.with(any, "sticky", null), "overallTimeout", null);
    }
}
