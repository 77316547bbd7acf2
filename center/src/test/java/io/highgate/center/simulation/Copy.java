package io.highgate.center.simulation;

import io.highgate.wire.cell.Listed;
import io.highgate.wire.json.JsonException;
import io.highgate.wire.stream.Checksum;
import io.highgate.wire.stream.Position;
import io.highgate.wire.stream.StreamMessage;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a reader of the stream knows, by the rules that the stream states. Confined to the test's thread. */
final class Copy {

    private Map<String, Listed> known = new HashMap<>();
    private @Nullable Map<String, Listed> coming;
    private @Nullable Position begun;
    private @Nullable Position position;

    Map<String, Listed> known() {
        return known;
    }

    @Nullable
    Position position() {
        return position;
    }

    /** Takes a line; false if it does not fit, and a snapshot is needed. */
    boolean take(String line) throws JsonException {
        return switch (StreamMessage.read(line)) {
            case StreamMessage.Begin begin -> {
                coming = new HashMap<>();
                begun = begin.position();
                yield true;
            }
            case StreamMessage.Part part -> {
                Map<String, Listed> into = coming;
                part.instances().forEach(it -> {
                    if (into != null) {
                        into.put(it.instance().key(), it);
                    }
                });
                yield into != null;
            }
            case StreamMessage.End end -> {
                known = coming == null ? known : coming;
                position = begun;
                coming = null;
                yield end.checksum().equals(checksum());
            }
            case StreamMessage.Delta delta -> delta(delta);
            case StreamMessage.Pulse pulse ->
                pulse.position().equals(position) && pulse.checksum().equals(checksum());
            case StreamMessage.Unknown _ -> true;
        };
    }

    private boolean delta(StreamMessage.Delta delta) {
        Position here = position;
        if (here == null
                || !here.epoch().equals(delta.position().epoch())
                || here.seq() + 1 != delta.position().seq()) {
            return false;
        }
        delta.put().forEach(it -> known.put(it.instance().key(), it));
        delta.gone().forEach(known::remove);
        position = delta.position();
        return delta.checksum().equals(checksum());
    }

    private String checksum() {
        Checksum sum = new Checksum();
        known.values().forEach(sum::add);
        return sum.value();
    }

    void forget() {
        position = null;
        coming = null;
    }
}
