package io.highgate.wire.cell;

import io.highgate.wire.json.Fields;
import io.highgate.wire.json.Json;
import java.util.Map;

/**
 * An instance in the registry, with what is known of it. Immutable.
 *
 * @param instance what it says of itself
 * @param state whether it gets requests
 * @param digest 64 bits of its spelling by whoever told of it: that may say more than is understood here
 */
public record Listed(Instance instance, InstanceState state, long digest) {

    public Listed(Instance instance, InstanceState state) {
        this(instance, state, digest(Json.write(json(instance, state))));
    }

    /** The instance's members, and {@code state} if it is not up. */
    public Map<String, Object> toJson() {
        return json(instance, state);
    }

    private static Map<String, Object> json(Instance instance, InstanceState state) {
        Map<String, Object> json = instance.toJson();
        if (state != InstanceState.UP) {
            json.put("state", state.word());
        }
        return json;
    }

    /** Takes one out of an object; whatever is wrong is noted there. */
    public static Listed from(Fields fields) {
        String state = fields.textOr("state", null);
        return new Listed(
                Instance.from(fields),
                state == null ? InstanceState.UP : InstanceState.of(state),
                digest(fields.spelling()));
    }

    /**
     * FNV-1a (Fowler, Noll, Vo) over the characters, mixed as in SplitMix64 (Steele et al., 2014) so that
     * sums of them tell sets apart.
     */
    private static long digest(String spelling) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < spelling.length(); i++) {
            hash = (hash ^ spelling.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ hash >>> 27) * 0x94d049bb133111ebL;
        return hash ^ hash >>> 31;
    }
}
