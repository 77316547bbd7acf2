package io.highgate.gateway.upstream;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.flow.Transport;
import io.highgate.gateway.tls.ClientTls;
import io.highgate.gateway.upstream.discover.Found;
import io.highgate.gateway.upstream.discover.Source;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.BreakerSpec;
import io.highgate.model.spec.TimeoutsSpec;
import io.highgate.model.spec.UpstreamSpec;
import io.highgate.traffic.balance.Balancer;
import io.highgate.traffic.breaker.Faults;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group of endpoints as one configuration sees it; who belongs to it may change all the while.
 * Thread-safe; choosing reads the present line-up once, takes no lock and makes nothing.
 */
public final class Upstream {

    /** So many endpoints are named in an answer. */
    private static final int TOLD = 3;

    private final Guard guard;
    private final UpstreamSpec spec;
    private final @Nullable Source source;
    private final StickTo stickTo;
    private final Retries retries;
    private final Faults faults;
    private final Transport transport;
    private final @Nullable ClientTls tls;
    private final Duration connectTimeout;
    private final Duration perTryTimeout;

    /** Who is asked now, and who chooses: replaced as one when members come or go. */
    private volatile Lineup lineup;

    private record Lineup(List<Found> found, Members members, Balancer balancer) {

        static Lineup of(Guard guard, UpstreamSpec spec, List<Found> found, List<Member> members) {
            UpstreamSpec present = SpecShape.with(
                    spec, "endpoints", found.stream().map(Found::spec).toList());
            Balancer balancer = Balancing.of(present);
            Members asked = new Members(guard, present, members);
            balancer.prepare(asked);
            return new Lineup(found, asked, balancer);
        }
    }

    /** How it sends, beside what the spec says: transport and encryption. */
    record Means(
            Transport transport,
            TimeoutsSpec timeouts,
            @Nullable ClientTls tls) {}

    /** Has nobody to ask until somebody is {@link #lineUp lined up}. */
    Upstream(Guard guard, UpstreamSpec spec, @Nullable Source source, Means means) {
        TimeoutsSpec timeouts = means.timeouts();
        BreakerSpec breaker = spec.breaker();
        this.guard = guard;
        this.spec = spec;
        this.tls = means.tls();
        this.transport = means.transport();
        this.source = source;
        this.lineup = Lineup.of(guard, spec, List.of(), List.of());
        this.stickTo = StickTo.of(spec);
        this.retries = new Retries(spec.retry());
        this.faults = breaker == null ? Faults.serverErrors() : Terms.faults(breaker);
        this.connectTimeout = spec.connectTimeout() == null ? timeouts.connect() : spec.connectTimeout();
        this.perTryTimeout = spec.perTryTimeout() == null ? timeouts.perTry() : spec.perTryTimeout();
    }

    /** From now on these are asked; what is under way at others goes on. */
    void lineUp(List<Found> found, List<Member> members) {
        lineup = Lineup.of(guard, spec, List.copyOf(found), members);
    }

    /** Where its endpoints are found, if not in the configuration alone. */
    public @Nullable Source source() {
        return source;
    }

    /** Who its members are, and who says so, in the same order as {@link #members}. */
    public record Present(List<Found> found, List<Member> members) {}

    /** Who belongs to it at this moment. */
    public Present present() {
        Lineup now = lineup;
        return new Present(now.found(), now.members().all());
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
        return lineup.members().all();
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
        Members members = lineup.members();
        if (members.size() == 0) {
            String problem = source == null ? null : source.sight().problem();
            return "no endpoints are known of " + source + (problem == null ? "" : ": " + problem);
        }
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
        Lineup now = lineup;
        Members members = now.members();
        members.follow(exchange.loop().nanos());
        return members.at(now.balancer().choose(members, stickTo.key(exchange)));
    }

    /** The member to ask after these, one of them only if there is no other; null if none can be asked. */
    @Nullable
    Member chooseAfter(List<Member> tried, Exchange exchange) {
        Lineup now = lineup;
        Members members = now.members();
        members.follow(exchange.loop().nanos());
        long key = stickTo.key(exchange);
        Member other = members.at(now.balancer().choose(members.without(tried), key));
        return other == null ? members.at(now.balancer().choose(members, key)) : other;
    }
}
