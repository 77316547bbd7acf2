package io.highgate.gateway.guard;

import io.highgate.base.unit.Ratio;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Red while the host's processors have too much to do: then only requests that change nothing pass. Looked
 * at once a second; one look at or above the threshold makes it red, one below it ends that. Outlives
 * configurations. Thread-safe: requests read one volatile field.
 */
public final class RedLight {

    private static final Logger LOG = LoggerFactory.getLogger(RedLight.class);

    private final DoubleSupplier load;
    private final LongAdder refused = new LongAdder();
    private volatile @Nullable Ratio threshold;
    private volatile boolean red;

    /** @param load how much of the host's processors is in use, 0 to 1; negative where that is not known */
    public RedLight(DoubleSupplier load) {
        this.load = load;
    }

    /** Goes on with another threshold; null for never red. */
    public void adopt(@Nullable Ratio from) {
        threshold = from;
        if (from == null) {
            red = false;
        }
    }

    /** Looks; called once a second by one thread. */
    public void look() {
        Ratio from = threshold;
        if (from == null) {
            return;
        }
        double now = load.getAsDouble();
        boolean next = now >= from.share();
        if (next != red) {
            red = next;
            LOG.warn(
                    "the light is {}: the host's CPU is used to {} %",
                    next ? "red, only requests that change nothing pass" : "green again", Math.round(now * 100));
        }
    }

    /** Whether only requests pass that change nothing. */
    public boolean isRed() {
        return red;
    }

    void refused() {
        refused.increment();
    }

    /** Requests refused. */
    public long refusals() {
        return refused.sum();
    }
}
