package io.highgate.gateway.flow.backlog;

import io.highgate.base.unit.DataSize;
import io.highgate.gateway.count.LoopCounters;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The bound for what waits on all event loops together. Each loop tells its own sum in a row of its
 * own; nobody waits for anybody. Thread-safe.
 */
public final class BacklogBound {

    private static final int WAITING = 0;

    private final long most;
    private final LoopCounters counters;
    private final Map<Side, Map<Cut, LongAdder>> cuts = new EnumMap<>(Side.class);
    private final LongAdder refused = new LongAdder();
    private volatile long bound;

    /**
     * @param most what the bound cannot go beyond, in octets: above it other things need the memory
     */
    public BacklogBound(int loops, long most) {
        this.most = most;
        this.bound = most;
        this.counters = new LoopCounters(loops, WAITING + 1);
        for (Side side : Side.values()) {
            Map<Cut, LongAdder> reasons = new EnumMap<>(Cut.class);
            for (Cut why : Cut.values()) {
                reasons.put(why, new LongAdder());
            }
            cuts.put(side, reasons);
        }
    }

    /** Sets the bound, as far as there is memory for it; null for all of that. */
    public void bound(@Nullable DataSize wanted) {
        bound = wanted == null ? most : Math.min(wanted.bytes(), most);
    }

    /** How much may wait before anyone is cut, in octets. */
    public long bound() {
        return bound;
    }

    /** How much waits, in octets. */
    public long total() {
        return counters.sum(WAITING);
    }

    /** A request was refused. */
    public void refused() {
        refused.increment();
    }

    /** Requests refused so far. */
    public long refusals() {
        return refused.sum();
    }

    /** Connections cut so far. */
    public long cuts(Side side, Cut why) {
        return counted(side, why).sum();
    }

    void add(int loop, long octets) {
        counters.add(loop, WAITING, octets);
    }

    void cut(Side side, Cut why) {
        counted(side, why).increment();
    }

    private LongAdder counted(Side side, Cut why) {
        return Objects.requireNonNull(Objects.requireNonNull(cuts.get(side)).get(why));
    }
}
