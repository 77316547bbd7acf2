package io.highgate.center.cells;

import io.highgate.store.registry.Entry;
import io.highgate.wire.cell.Instance;
import io.highgate.wire.cell.InstanceState;
import io.highgate.wire.cell.Listed;
import io.highgate.wire.json.Fields;
import io.highgate.wire.json.Json;
import io.highgate.wire.json.JsonException;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the registry, understood. Immutable.
 *
 * @param entry as it is kept
 * @param listed as gateways are told
 */
public record Seen(Entry entry, Listed listed) {

    /** The mark of an instance that probes find dead. */
    public static final String HEALTH = "health";

    /** The mark of one that is to get nothing new. */
    public static final String DRAIN = "drain";

    /** The mark of one that somebody has reason to doubt. */
    public static final String SUSPECT = "suspect";

    /** What {@link #HEALTH} says then. */
    public static final String DOWN = "down";

    /** The facts that are kept of an instance. */
    public static Entry entry(Registration registration) {
        Instance instance = registration.instance();
        return new Entry(instance.key(), Json.write(instance.toJson()), registration.lease(), java.util.Map.of());
    }

    /** Understands an entry; null if it was written by somebody who speaks differently. */
    static @Nullable Seen of(Entry entry) {
        try {
            Fields fields = Fields.read(entry.facts());
            Instance instance = Instance.from(fields);
            return fields.problems().isEmpty() && instance.key().equals(entry.key())
                    ? new Seen(entry, new Listed(instance, state(entry)))
                    : null;
        } catch (JsonException notOurs) {
            return null;
        }
    }

    private static InstanceState state(Entry entry) {
        if (entry.marks().containsKey(DRAIN)) {
            return InstanceState.DRAINING;
        }
        return DOWN.equals(entry.marks().get(HEALTH)) ? InstanceState.DOWN : InstanceState.UP;
    }

    public Instance instance() {
        return listed.instance();
    }

    public InstanceState state() {
        return listed.state();
    }
}
