package io.highgate.gateway.upstream;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.flow.Transport;
import io.highgate.gateway.route.Route;
import io.highgate.gateway.tls.ClientTls;
import io.highgate.model.spec.BreakerSpec;
import io.highgate.model.spec.TimeoutsSpec;
import io.highgate.model.spec.UpstreamSpec;
import io.highgate.traffic.balance.Balancer;
import io.highgate.traffic.breaker.Faults;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A group of endpoints as one configuration sees it. Thread-safe. */
public final class Upstream {

    /** So many endpoints are named in an answer. */
    private static final int TOLD = 3;

    private final Guard guard;
    private final UpstreamSpec spec;
    private final Members members;
    private final Balancer balancer;
    private final StickTo stickTo;
    private final @Nullable Home home;
    private final Subsets subsets;
    private final Retries retries;
    private final Faults faults;
    private final Transport transport;
    private final @Nullable ClientTls tls;
    private final Duration connectTimeout;
    private final Duration perTryTimeout;

    /** How it sends, beside what the spec says: transport and encryption. */
    record Means(
            Transport transport,
            TimeoutsSpec timeouts,
            @Nullable ClientTls tls) {}

    Upstream(Guard guard, UpstreamSpec spec, List<Member> adopted, Means means) {
        TimeoutsSpec timeouts = means.timeouts();
        BreakerSpec breaker = spec.breaker();
        this.guard = guard;
        this.spec = spec;
        this.tls = means.tls();
        this.transport = means.transport();
        this.members = new Members(guard, spec, adopted);
        this.balancer = Balancing.of(spec);
        this.stickTo = StickTo.of(spec);
        this.home = Home.of(guard, spec.sticky(), members);
        this.subsets = new Subsets(spec, members);
        this.retries = new Retries(spec.retry());
        this.faults = breaker == null ? Faults.serverErrors() : Terms.faults(breaker);
        this.connectTimeout = spec.connectTimeout() == null ? timeouts.connect() : spec.connectTimeout();
        this.perTryTimeout = spec.perTryTimeout() == null ? timeouts.perTry() : spec.perTryTimeout();
        balancer.prepare(members);
    }

    public String name() {
        return guard.name();
    }

    public UpstreamSpec spec() {
        return spec;
    }

    /** What is known of it whatever its configuration. */
    public Guard guard() {
        return guard;
    }

    public List<Member> members() {
        return members.all();
    }

    public List<Endpoint> endpoints() {
        return members.all().stream().map(Member::endpoint).toList();
    }

    /** The scheme of requests to it. */
    String scheme() {
        return tls == null ? "http" : "https";
    }

    Transport transport() {
        return transport;
    }

    /** How connections are encrypted, or null. */
    @Nullable
    ClientTls tls() {
        return tls;
    }

    /** No connection is opened any more. */
    public void close() {
        if (tls != null) {
            tls.release();
        }
    }

    Duration connectTimeout() {
        return connectTimeout;
    }

    Duration perTryTimeout() {
        return perTryTimeout;
    }

    Retries retries() {
        return retries;
    }

    /** Which answers count against a circuit. */
    Faults faults() {
        return faults;
    }

    /** Why there is nobody to ask, in a sentence. */
    String whyNobody() {
        StringBuilder why = new StringBuilder("none of its " + members.size() + " endpoints can be asked");
        String separator = ": ";
        for (Member member : members.all().subList(0, Math.min(members.size(), TOLD))) {
            String problem = member.problem();
            if (problem != null) {
                why.append(separator).append(problem);
                separator = "; ";
            }
        }
        return why.toString();
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
