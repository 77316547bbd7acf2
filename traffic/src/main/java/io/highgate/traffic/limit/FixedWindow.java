package io.highgate.traffic.limit;

/**
 * Counts from the first permit on for one period, then begins anew with the next one. Once it has
 * refused, it refuses for as long as it blocks. It may be forgotten before it ends, when nothing was
 * taken of it for a while. A short lock of its own.
 *
 * <pre>
 * EMPTY --first--> COUNTING --too many--> BLOCKED
 *   ^                 | period over, or idle  | block over
 *   +-----------------+-----------------------+
 * </pre>
 */
final class FixedWindow implements Meter {

    private final long period;
    private final long block;
    private final long idle;
    private final long most;

    private boolean counting;
    private boolean blocked;
    private long until;
    private long end;
    private long taken;

    FixedWindow(LimitSettings settings) {
        this.period = settings.period().toNanos();
        this.block = settings.block().toNanos();
        this.idle = settings.idle().toNanos();
        this.most = settings.amount();
    }

    @Override
    public synchronized long take(long amount, long now) {
        if (amount > most) {
            return Taken.NEVER;
        }
        if (counting && now - until >= 0) {
            counting = false;
            blocked = false;
        }
        if (!counting) {
            counting = true;
            end = now + period;
            until = end;
            taken = 0;
        }
        if (!blocked && taken + amount <= most) {
            taken += amount;
            until = idle > 0 && now + idle - end < 0 ? now + idle : end;
            return Taken.admitted(most - taken);
        }
        if (!blocked && block > 0) {
            blocked = true;
            until = now + block;
        }
        return Taken.refused(until - now);
    }

    @Override
    public synchronized long untilForgotten(long now) {
        return counting ? Math.max(0, until - now) : 0;
    }
}
