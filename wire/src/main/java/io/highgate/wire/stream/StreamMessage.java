package io.highgate.wire.stream;

import io.highgate.wire.cell.Listed;
import io.highgate.wire.json.Fields;
import io.highgate.wire.json.Json;
import io.highgate.wire.json.JsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One line of the discovery stream, JSON that ends with a line feed. A stream begins either with a snapshot
 * ({@link Begin}, {@link Part}s, {@link End}) or, where the reader's position is still known, with the
 * {@link Delta}s it has missed; then deltas follow as things change, and a {@link Pulse} each second in
 * which nothing did. Whoever finds a gap or another checksum asks for a snapshot. Immutable.
 */
public sealed interface StreamMessage
        permits StreamMessage.Begin,
                StreamMessage.Part,
                StreamMessage.End,
                StreamMessage.Delta,
                StreamMessage.Pulse,
                StreamMessage.Unknown {

    /** A snapshot of so many instances begins: what was known before is forgotten when it has ended. */
    record Begin(Position position, int instances) implements StreamMessage {}

    /** Some of a snapshot's instances. */
    record Part(List<Listed> instances) implements StreamMessage {
        public Part {
            instances = List.copyOf(instances);
        }
    }

    /** The snapshot is complete. */
    record End(String checksum) implements StreamMessage {}

    /**
     * What has changed from one number to the next.
     *
     * @param put new, or other than before
     * @param gone the keys of those who are not there any more
     * @param checksum of all that is there now
     */
    record Delta(Position position, List<Listed> put, List<String> gone, String checksum) implements StreamMessage {
        public Delta {
            put = List.copyOf(put);
            gone = List.copyOf(gone);
        }
    }

    /** The center is alive, and this is where it stands. */
    record Pulse(Position position, String checksum) implements StreamMessage {}

    /** What a newer center may say; to be passed over. */
    record Unknown(String type) implements StreamMessage {}

    /** The line, without its end. */
    static String write(StreamMessage message) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (message instanceof Begin begin) {
            json.put("type", "begin");
            json.put("at", begin.position().toString());
            json.put("instances", begin.instances());
        } else if (message instanceof Part part) {
            json.put("type", "part");
            json.put("instances", part.instances().stream().map(Listed::toJson).toList());
        } else if (message instanceof End end) {
            json.put("type", "end");
            json.put("checksum", end.checksum());
        } else if (message instanceof Delta delta) {
            json.put("type", "delta");
            json.put("at", delta.position().toString());
            json.put("put", delta.put().stream().map(Listed::toJson).toList());
            json.put("gone", delta.gone());
            json.put("checksum", delta.checksum());
        } else if (message instanceof Pulse pulse) {
            json.put("type", "pulse");
            json.put("at", pulse.position().toString());
            json.put("checksum", pulse.checksum());
        } else {
            throw new IllegalArgumentException("what is unknown is not written");
        }
        return Json.write(json);
    }

    /**
     * Reads a line.
     *
     * @throws JsonException saying what is wrong with it
     */
    static StreamMessage read(String line) throws JsonException {
        Fields fields = Fields.read(line);
        String type = fields.text("type");
        StreamMessage message = switch (type) {
            case "begin" -> new Begin(position(fields), (int) fields.number("instances", 0, Integer.MAX_VALUE));
            case "part" -> new Part(listed(fields, "instances"));
            case "end" -> new End(fields.text("checksum"));
            case "delta" ->
                new Delta(position(fields), listed(fields, "put"), fields.texts("gone"), fields.text("checksum"));
            case "pulse" -> new Pulse(position(fields), fields.text("checksum"));
            default -> new Unknown(type);
        };
        if (!fields.problems().isEmpty()) {
            throw new JsonException(String.join("; ", fields.problems()));
        }
        return message;
    }

    private static Position position(Fields fields) {
        Position position = Position.of(fields.text("at"));
        if (position == null) {
            fields.wrong("at", "is not a position, <epoch>-<number>");
            return new Position("", 0);
        }
        return position;
    }

    private static List<Listed> listed(Fields fields, String name) {
        List<Listed> listed = new ArrayList<>();
        fields.objects(name).forEach(it -> listed.add(Listed.from(it)));
        return listed;
    }
}
