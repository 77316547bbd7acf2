package io.highgate.gateway.center;

import io.highgate.wire.cell.Listed;
import io.highgate.wire.json.JsonException;
import io.highgate.wire.stream.Checksum;
import io.highgate.wire.stream.Position;
import io.highgate.wire.stream.StreamMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A registry as text, in the words in which a center tells it: what is damaged is found out. Stateless. */
final class KeptRegistry {

    /** Instances in a line. */
    private static final int PART = 500;

    private KeptRegistry() {}

    static String write(Registry registry) {
        Position at = registry.at() == null ? new Position("none", 0) : registry.at();
        Checksum sum = new Checksum();
        List<Listed> all = new ArrayList<>(registry.instances());
        for (Map<String, Listed> cell : registry.cells().values()) {
            all.addAll(cell.values());
        }
        all.forEach(sum::add);
        StringBuilder text = new StringBuilder(all.size() * 200);
        line(new StreamMessage.Begin(at, all.size()), text);
        for (int from = 0; from < all.size(); from += PART) {
            line(new StreamMessage.Part(all.subList(from, Math.min(from + PART, all.size()))), text);
        }
        line(new StreamMessage.End(sum.value()), text);
        return text.toString();
    }

    private static void line(StreamMessage message, StringBuilder text) {
        text.append(StreamMessage.write(message)).append('\n');
    }

    /** Has the copy take it. */
    static Copy.Said read(String text, Copy copy, long now) {
        Copy.Said said = new Copy.Said.Fine(false);
        try {
            for (String line : text.lines().toList()) {
                said = copy.take(StreamMessage.read(line), "the disk", now);
                if (said instanceof Copy.Said.Lost) {
                    return said;
                }
            }
        } catch (JsonException e) {
            copy.newStream();
            return new Copy.Said.Lost(String.valueOf(e.getMessage()));
        }
        boolean whole = said instanceof Copy.Said.Changed || said instanceof Copy.Said.Fine fine && fine.complete();
        return whole ? said : new Copy.Said.Lost("it ends too early");
    }
}
