package io.highgate.gateway.upstream;

import io.highgate.model.spec.EndpointSpec;
import io.highgate.model.spec.UpstreamSpec;
import io.highgate.traffic.balance.Balancer;
import io.highgate.traffic.balance.Candidates;
import io.highgate.traffic.balance.score.SlowStart;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The members of an upstream as a balancer sees them, in the order of the configuration. Thread-safe. */
final class Members implements Candidates {

    /** How often the shares of members that start slowly are set anew. */
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(250);

    /** Nothing here depends on less. */
    private static final long ROUGHLY = TimeUnit.MILLISECONDS.toNanos(1);

    private static final double LEAST = 0.05;

    private final Guard guard;
    private final Member[] members;
    private final int[] weights;
    private final SlowStart start;
    private volatile long now;
    private volatile long step;

    Members(Guard guard, UpstreamSpec spec, List<Member> members) {
        Duration slowStart = spec.slowStart();
        this.guard = guard;
        this.members = members.toArray(Member[]::new);
        this.weights = spec.endpoints().stream().mapToInt(EndpointSpec::weight).toArray();
        this.now = guard.now();
        this.start = slowStart == null ? SlowStart.NONE : new SlowStart(slowStart, 1, LEAST);
    }

    List<Member> all() {
        return List.of(members);
    }

    /** The member that was chosen, null for {@link Balancer#NONE}. */
    @Nullable
    Member at(int index) {
        return index == Balancer.NONE ? null : members[index];
    }

    /** It is this late; shares of members that start slowly grow by and by. */
    void follow(long nanos) {
        if (nanos - now > ROUGHLY) {
            now = nanos; // not each time: all loops would write to the same place
        }
        if (!start.window().isZero() && nanos - step >= STEP) {
            step = nanos;
            if (anyStarts(nanos)) {
                guard.weighed();
            }
        }
    }

    private boolean anyStarts(long nanos) {
        for (Member member : members) {
            if (member.isStarting(start, nanos - STEP)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int size() {
        return members.length;
    }

    @Override
    public boolean isUsable(int index) {
        return members[index].isUsable(now);
    }

    @Override
    public int inFlight(int index) {
        return members[index].endpoint().inFlight();
    }

    @Override
    public int weight(int index) {
        return members[index].weight(weights[index], start, now);
    }

    @Override
    public long version() {
        return guard.version();
    }

    @Override
    public long identity(int index) {
        return members[index].identity();
    }

    @Override
    public long latency(int index) {
        return members[index].latency(now);
    }

    /** The same without these; made for a retry. */
    Candidates without(List<Member> tried) {
        Members all = this;
        return new Candidates() {
            @Override
            public int size() {
                return all.size();
            }

            @Override
            public boolean isUsable(int index) {
                return !tried.contains(members[index]) && all.isUsable(index);
            }

            @Override
            public int inFlight(int index) {
                return all.inFlight(index);
            }

            @Override
            public int weight(int index) {
                return all.weight(index);
            }

            @Override
            public long version() {
                return all.version();
            }

            @Override
            public long identity(int index) {
                return all.identity(index);
            }

            @Override
            public long latency(int index) {
                return all.latency(index);
            }
        };
    }
}
