package io.highgate.wire.cell;

import io.highgate.wire.json.Fields;
import io.highgate.wire.json.Json;
import java.util.Map;

/**
 * An instance in the registry, with what is known of it. Immutable.
 *
 * @param instance what it says of itself
 * @param state whether it gets requests
 */
public record Listed(Instance instance, InstanceState state) {

    /** The instance's members, and {@code state} if it is not up. */
    public Map<String, Object> toJson() {
        Map<String, Object> json = instance.toJson();
        if (state != InstanceState.UP) {
            json.put("state", state.word());
        }
        return json;
    }

    /** Takes one out of an object; whatever is wrong is noted there. */
    public static Listed from(Fields fields) {
        String state = fields.textOr("state", null);
        return new Listed(Instance.from(fields), state == null ? InstanceState.UP : InstanceState.of(state));
    }

    /**
     * 64 bits of its spelling: FNV-1a (Fowler, Noll, Vo) over the characters, mixed as in SplitMix64
     * (Steele et al., 2014) so that sums of them tell sets apart.
     */
    public long digest() {
        String text = Json.write(toJson());
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ hash >>> 27) * 0x94d049bb133111ebL;
        return hash ^ hash >>> 31;
    }
}
