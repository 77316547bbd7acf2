package io.highgate.gateway.upstream;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.route.Route;
import io.highgate.gateway.upstream.discover.Found;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.UpstreamSpec;
import io.highgate.traffic.balance.Balancer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is asked of an upstream, and who chooses among them, as long as nobody comes or goes: then
 * another one takes its place as a whole. Thread-safe.
 */
final class Lineup {

    private final List<Found> found;
    private final Members members;
    private final Balancer balancer;
    private final StickTo stickTo;
    private final @Nullable Home home;
    private final Subsets subsets;

    /**
     * With everything that is needed to choose made beforehand.
     *
     * @param members in the order of {@code found}
     */
    Lineup(Guard guard, UpstreamSpec spec, List<Found> found, List<Member> members) {
        UpstreamSpec present = SpecShape.with(
                spec, "endpoints", found.stream().map(Found::spec).toList());
        this.found = List.copyOf(found);
        this.members = new Members(guard, present, members);
        this.balancer = Balancing.of(present);
        this.stickTo = StickTo.of(present);
        this.home = Home.of(guard, present.sticky(), this.members);
        this.subsets = new Subsets(present, this.members);
        balancer.prepare(this.members);
    }

    List<Found> found() {
        return found;
    }

    List<Member> members() {
        return members.all();
    }

    /** The member to ask first, or null if none can be asked. */
    @Nullable
    Member choose(Exchange exchange) {
        long now = exchange.loop().nanos();
        members.follow(now);
        Home kept = home;
        Member own = kept == null ? null : kept.of(exchange);
        if (own != null && subsets.has(exchange, own)) {
            if (own.isUsable(now)) {
                return own;
            }
            if (kept != null && kept.insists()) {
                return null;
            }
        }
        return members.at(balancer(exchange).choose(members, stickTo.key(exchange)));
    }

    /** The member to ask after these, one of them only if there is no other; null if none can be asked. */
    @Nullable
    Member chooseAfter(List<Member> tried, Exchange exchange) {
        Home kept = home;
        if (kept != null && kept.insists() && kept.of(exchange) != null) {
            return choose(exchange);
        }
        members.follow(exchange.loop().nanos());
        Balancer among = balancer(exchange);
        long key = stickTo.key(exchange);
        Member other = members.at(among.choose(members.without(tried), key));
        return other == null ? members.at(among.choose(members, key)) : other;
    }

    private Balancer balancer(Exchange exchange) {
        Route route = exchange.route();
        return route == null || route.spec().subset().isEmpty() ? balancer : subsets.among(route.spec());
    }

    /** That member answers the client, who is told to come back to it where clients are kept. */
    void answers(Exchange exchange, Member member) {
        if (home != null) {
            home.settle(exchange, member);
        }
    }
}
