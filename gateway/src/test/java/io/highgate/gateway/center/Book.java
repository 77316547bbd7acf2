package io.highgate.gateway.center;

import io.highgate.wire.cell.Instance;
import io.highgate.wire.cell.InstanceState;
import io.highgate.wire.cell.Listed;
import io.highgate.wire.stream.Checksum;
import io.highgate.wire.stream.Position;
import io.highgate.wire.stream.StreamMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a center knows, and how it tells it. For one thread at a time. */
public final class Book {

    private final Map<String, Listed> all = new LinkedHashMap<>();
    private final String epoch;
    private long seq;

    public Book(String epoch) {
        this.epoch = epoch;
    }

    /** An instance that is up. */
    public static Listed up(String cell, int port) {
        return new Listed(Instance.at(cell, "127.0.0.1", port), InstanceState.UP);
    }

    /** The same one in another state. */
    public static Listed in(InstanceState state, Listed listed) {
        return new Listed(listed.instance(), state);
    }

    public Position at() {
        return new Position(epoch, seq);
    }

    public String checksum() {
        Checksum sum = new Checksum();
        all.values().forEach(sum::add);
        return sum.value();
    }

    /** One more change, as it is told. */
    public StreamMessage.Delta change(List<Listed> put, List<String> gone) {
        seq++;
        put.forEach(it -> all.put(it.instance().key(), it));
        gone.forEach(all::remove);
        return new StreamMessage.Delta(at(), put, gone, checksum());
    }

    public StreamMessage.Pulse pulse() {
        return new StreamMessage.Pulse(at(), checksum());
    }

    /** All of it. */
    public List<StreamMessage> snapshot() {
        List<StreamMessage> messages = new ArrayList<>();
        messages.add(new StreamMessage.Begin(at(), all.size()));
        List<Listed> listed = List.copyOf(all.values());
        for (int from = 0; from < listed.size(); from += 100) {
            messages.add(new StreamMessage.Part(listed.subList(from, Math.min(from + 100, listed.size()))));
        }
        messages.add(new StreamMessage.End(checksum()));
        return messages;
    }
}
