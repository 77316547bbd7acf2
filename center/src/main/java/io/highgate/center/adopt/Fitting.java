package io.highgate.center.adopt;

import io.highgate.center.cells.InstanceRules;
import io.highgate.wire.cell.Instance;
import io.highgate.wire.json.Fields;
import io.highgate.wire.json.JsonException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes an instance of another registry one of ours: known by its address, marked with where it comes from,
 * and without what would be refused of somebody who registers. Pure.
 */
final class Fitting {

    /** Half of what an instance may say, so that the rest has room. */
    private static final int MOST_ENTRIES = 24;

    private Fitting() {}

    /** One of ours, or what is wrong with it. */
    record Fitted(@Nullable Instance instance, String problem) {}

    static Fitted fit(String cell, Instance theirs, Origin origin) {
        Instance ours = new Instance(
                cell,
                theirs.address(),
                theirs.host(),
                theirs.port(),
                theirs.tls(),
                theirs.weight(),
                wordOrNull(theirs.zone(), origin),
                wordOrNull(theirs.version(), origin),
                theirs.protocols(),
                theirs.health(),
                metadata(theirs.metadata(), origin));
        List<String> problems = problems(ours, origin.rules());
        return problems.isEmpty() ? new Fitted(ours, "") : new Fitted(null, String.join("; ", problems));
    }

    private static Map<String, String> metadata(Map<String, String> theirs, Origin origin) {
        TreeMap<String, String> ours = new TreeMap<>();
        ours.put(Origin.MARK, origin.kind());
        int room = InstanceRules.MOST_METADATA
                - Origin.MARK.length()
                - origin.kind().length();
        for (Map.Entry<String, String> entry : new TreeMap<>(theirs).entrySet()) {
            int size = entry.getKey().length() + entry.getValue().length();
            Map<String, String> alone = Map.of(entry.getKey(), entry.getValue());
            if (ours.size() < MOST_ENTRIES && size <= room && isGood(null, alone, origin)) {
                if (ours.putIfAbsent(entry.getKey(), entry.getValue()) == null) {
                    room -= size;
                }
            }
        }
        return ours;
    }

    private static @Nullable String wordOrNull(@Nullable String said, Origin origin) {
        return isGood(said, Map.of(), origin) ? said : null;
    }

    /** Whether these would be taken from an instance that is right in all else. */
    private static boolean isGood(@Nullable String word, Map<String, String> metadata, Origin origin) {
        Instance right = new Instance(
                "cell",
                "id",
                "10.0.0.1",
                1,
                false,
                Instance.USUAL_WEIGHT,
                word,
                null,
                List.of(),
                Instance.USUAL_HEALTH,
                metadata);
        return problems(right, origin.rules()).isEmpty();
    }

    private static List<String> problems(Instance instance, InstanceRules rules) {
        try {
            Fields fields = Fields.of(Map.of());
            rules.check(instance, fields);
            return fields.problems();
        } catch (JsonException cannotBe) {
            throw new IllegalStateException(cannotBe);
        }
    }
}
