package io.highgate.gateway.upstream;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.flow.Transport;
import io.highgate.gateway.tls.ClientTls;
import io.highgate.gateway.upstream.discover.Found;
import io.highgate.gateway.upstream.discover.Source;
import io.highgate.model.spec.BreakerSpec;
import io.highgate.model.spec.TimeoutsSpec;
import io.highgate.model.spec.UpstreamSpec;
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
    private final Retries retries;
    private final Faults faults;
    private final Transport transport;
    private final @Nullable ClientTls tls;
    private final Duration connectTimeout;
    private final Duration perTryTimeout;

    /** Who is asked now, and who chooses: replaced as one when members come or go. */
    private volatile Lineup lineup;

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
        this.lineup = new Lineup(guard, spec, List.of(), List.of());
        this.retries = new Retries(spec.retry());
        this.faults = breaker == null ? Faults.serverErrors() : Terms.faults(breaker);
        this.connectTimeout = spec.connectTimeout() == null ? timeouts.connect() : spec.connectTimeout();
        this.perTryTimeout = spec.perTryTimeout() == null ? timeouts.perTry() : spec.perTryTimeout();
    }

    /** From now on these are asked; what is under way at others goes on. */
    void lineUp(List<Found> found, List<Member> members) {
        lineup = new Lineup(guard, spec, found, members);
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
        return new Present(now.found(), now.members());
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
        return lineup.members();
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
        List<Member> members = lineup.members();
        if (members.isEmpty()) {
            String problem = source == null ? null : source.sight().problem();
            return "no endpoints are known of " + source + (problem == null ? "" : ": " + problem);
        }
        StringBuilder why = new StringBuilder("none of its " + members.size() + " endpoints can be asked");
        String separator = ": ";
        for (Member member : members.subList(0, Math.min(members.size(), TOLD))) {
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
        return lineup.choose(exchange);
    }

    /** The member to ask after these, one of them only if there is no other; null if none can be asked. */
    @Nullable
    Member chooseAfter(List<Member> tried, Exchange exchange) {
        return lineup.chooseAfter(tried, exchange);
    }

    /** That member answers the client, who is told to come back to it where clients are kept. */
    void answers(Exchange exchange, Member member) {
        lineup.answers(exchange, member);
    }
}
