package io.highgate.center.api.cell;

import io.highgate.center.cells.Seen;
import io.highgate.wire.cell.InstanceState;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** How instances and cells look in answers. Pure. */
final class Shown {

    private Shown() {}

    /** An instance as on the wire, and always its id, its state, and its lease in milliseconds: 0 if it stays. */
    static Map<String, Object> instance(Seen seen) {
        Map<String, Object> json = seen.listed().toJson();
        json.put("id", seen.instance().id());
        json.put("state", seen.state().word());
        Duration lease = seen.entry().lease();
        json.put("lease", lease == null ? 0 : lease.toMillis());
        return json;
    }

    /** How many there are of each state. */
    static Map<String, Object> cell(String name, Collection<Seen> instances) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("cell", name);
        json.put("instances", instances.size());
        for (InstanceState state : InstanceState.values()) {
            json.put(
                    state.word(),
                    instances.stream().filter(it -> it.state() == state).count());
        }
        return json;
    }
}
