package io.highgate.gateway.upstream;

import io.highgate.base.time.Ticker;
import io.highgate.gateway.center.Witness;
import io.highgate.model.spec.DiscoverSpec;
import io.highgate.model.spec.UpstreamSpec;
import io.highgate.traffic.breaker.CircuitState;
import io.highgate.traffic.health.HealthListener;
import io.highgate.traffic.health.HealthState;
import io.highgate.traffic.health.Standing;
import io.highgate.traffic.health.UpstreamHealth;
import io.highgate.traffic.retry.RetryBudget;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of an upstream whatever its configuration: its members' health, its circuit, its
 * budget for retries, its room. One per name; configurations adopt it. Thread-safe; log lines only
 * when something changes.
 */
public final class Guard implements HealthListener {

    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

    private static final int KEY_OCTETS = 32;

    private final String name;
    private final Ticker ticker;
    private final UpstreamHealth health;
    private final RetryBudget budget;
    private final Room room;
    private final Circuits circuits;
    private final Map<Endpoint, Seat> members = new LinkedHashMap<>();
    private final AtomicLong version = new AtomicLong();
    private final LongAdder retries = new LongAdder();
    private final LongAdder hedges = new LongAdder();
    private final LongAdder hedgesWon = new LongAdder();
    private final LongAdder circuitRefusals = new LongAdder();
    private final Witness witness;
    private volatile @Nullable String cell;
    private byte @Nullable [] cookieKey;
    private int holders;

    /** A member and how many configurations name it. */
    private static final class Seat {
        private final Member member;
        private int holders;

        private Seat(Member member) {
            this.member = member;
        }
    }

    Guard(String name, UpstreamSpec spec, Ticker ticker, Witness witness) {
        this.witness = witness;
        this.name = name;
        this.ticker = ticker;
        this.health = new UpstreamHealth(Terms.health(spec.health()), this);
        this.budget = new RetryBudget(Terms.budget(spec.retry()));
        this.circuits = new Circuits(name);
        this.room = new Room(spec.concurrency(), ticker.nanos());
    }

    /**
     * Who was enrolled.
     *
     * @param all in the order of the endpoints
     * @param fresh those that nobody had named before
     */
    record Enrolled(List<Member> all, List<Member> fresh) {}

    /** One more configuration names it, and its settings are in force from now on. */
    synchronized void adopt(UpstreamSpec spec) {
        holders++;
        prevail(spec);
    }

    /** The settings of a configuration that names it already are in force again, after another one was given up. */
    synchronized void prevail(UpstreamSpec spec) {
        cell = spec.discover() instanceof DiscoverSpec.Center known ? known.cell() : spec.cell() ? name : null;
        health.adopt(Terms.health(spec.health()));
        budget.adopt(Terms.budget(spec.retry()));
        room.adopt(spec.concurrency(), ticker.nanos());
        circuits.adopt(spec.breaker());
        members.values().forEach(it -> adopt(it.member, spec));
        version.incrementAndGet();
    }

    private void adopt(Member member, UpstreamSpec spec) {
        member.adopt(spec.breaker(), (from, to, why) -> {
            Circuits.flipped(member.toString(), to, why);
            if (to != CircuitState.HALF_OPEN) {
                witnessed(member.endpoint(), to == CircuitState.OPEN ? Witness.Kind.ERROR : Witness.Kind.RECOVERED);
            }
        });
    }

    /** These are members, of one configuration more; to be dismissed by it. Who is one already stays as it is. */
    synchronized Enrolled enrol(UpstreamSpec spec, List<Endpoint> endpoints) {
        boolean first = members.isEmpty();
        List<Member> enrolled = new ArrayList<>();
        List<Member> fresh = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            Seat seat = members.get(endpoint);
            if (seat == null) {
                seat = new Seat(join(endpoint, spec, first));
                adopt(seat.member, spec);
                members.put(endpoint, seat);
                fresh.add(seat.member);
            }
            seat.holders++;
            enrolled.add(seat.member);
        }
        version.incrementAndGet();
        return new Enrolled(enrolled, fresh);
    }

    /** Those that are there from the beginning have their whole share at once. */
    private Member join(Endpoint endpoint, UpstreamSpec spec, boolean first) {
        long now = ticker.nanos();
        long since = first && spec.slowStart() != null ? now - spec.slowStart().toNanos() : now;
        return new Member(endpoint, health.join(endpoint.toString(), now), this, since);
    }

    /** A configuration has these no more; who is left with none is not looked after any more. */
    synchronized void dismiss(List<Member> enrolled) {
        for (Member member : enrolled) {
            Seat seat = members.get(member.endpoint());
            if (seat != null && --seat.holders == 0) {
                members.remove(member.endpoint());
                member.lookedAfterBy(null);
                member.health().retire(ticker.nanos());
            }
        }
    }

    /** A configuration that named it is retired; true if no other one does. */
    synchronized boolean release() {
        return --holders == 0;
    }

    /** All that a configuration names now. */
    synchronized List<Member> members() {
        return members.values().stream().map(it -> it.member).toList();
    }

    public String name() {
        return name;
    }

    public UpstreamHealth health() {
        return health;
    }

    public RetryBudget budget() {
        return budget;
    }

    public Room room() {
        return room;
    }

    /** What sticky cookies are signed with where the configuration has no secret: by chance, until the process ends. */
    synchronized byte[] cookieKey() {
        byte[] key = cookieKey;
        if (key == null) {
            key = new byte[KEY_OCTETS];
            new SecureRandom().nextBytes(key);
            cookieKey = key;
        }
        return key.clone();
    }

    /** Its circuits but for those of its endpoints. */
    public Circuits circuits() {
        return circuits;
    }

    /** What its times are told by, in nanoseconds. */
    public long now() {
        return ticker.nanos();
    }

    /** Grows whenever shares may have changed. */
    long version() {
        return version.get();
    }

    /** Shares have changed. */
    public void weighed() {
        version.incrementAndGet();
    }

    void retried() {
        retries.increment();
    }

    void hedged() {
        hedges.increment();
    }

    void hedgeWon() {
        hedgesWon.increment();
    }

    void circuitRefused() {
        circuitRefusals.increment();
    }

    /** Tries beyond the first. */
    public long retries() {
        return retries.sum();
    }

    /** Endpoints asked beside another one that took long. */
    public long hedges() {
        return hedges.sum();
    }

    /** How often such a one answered first. */
    public long hedgesWon() {
        return hedgesWon.sum();
    }

    /** Requests refused because the circuit was open. */
    public long circuitRefusals() {
        return circuitRefusals.sum();
    }

    // ---- what is worth a line ----

    @Override
    public void flipped(String endpoint, Standing from, Standing to) {
        if (to.state() == HealthState.UP) {
            back(endpoint);
            witnessed(endpoint, Witness.Kind.RECOVERED);
            LOG.info("{} of upstream {} is asked again", endpoint, name);
        } else if (to.state() != HealthState.RETIRED) {
            if (to.state() != HealthState.DRAINED) {
                witnessed(endpoint, Witness.Kind.ERROR);
            }
            LOG.warn(
                    "{} of upstream {} is {}: {}{}",
                    endpoint,
                    name,
                    words(to.state()),
                    to.cause().phrase(),
                    to.detail().isEmpty() ? "" : " (" + to.detail() + ")");
        }
        version.incrementAndGet();
    }

    private static String words(HealthState state) {
        return state == HealthState.DRAINED ? "drained" : "left out";
    }

    /** That was seen of an endpoint: where it is a cell's, somebody else may want to know. */
    void witnessed(Endpoint endpoint, Witness.Kind kind) {
        String known = cell;
        if (known != null) {
            witness.saw(known, endpoint.address(), kind);
        }
    }

    private synchronized void witnessed(String endpoint, Witness.Kind kind) {
        for (Seat seat : members.values()) {
            if (cell != null && seat.member.toString().equals(endpoint)) {
                witnessed(seat.member.endpoint(), kind);
            }
        }
    }

    private synchronized void back(String endpoint) {
        for (Seat seat : members.values()) {
            if (seat.member.toString().equals(endpoint)) {
                seat.member.back();
            }
        }
    }

    @Override
    public void panicked(boolean panicking) {
        if (panicking) {
            LOG.warn("too few endpoints of upstream {} are well: all of them are asked", name);
        } else {
            LOG.info("enough endpoints of upstream {} are well again", name);
        }
    }
}
