package io.highgate.center.follow;

import io.highgate.wire.stream.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes that were told last, for those who come back. Bounded by number and size. Confined to the
 * center's agenda.
 */
final class Told {

    private static final int MOST_LINES = 2_000;
    private static final long MOST_OCTETS = 8L * 1024 * 1024;

    private final ArrayDeque<Line> lines = new ArrayDeque<>();
    private long octets;

    private record Line(Position position, byte[] text) {}

    void add(Position position, byte[] text) {
        lines.add(new Line(position, text));
        octets += text.length;
        while (lines.size() > MOST_LINES || octets > MOST_OCTETS) {
            octets -= lines.remove().text.length;
        }
    }

    void clear() {
        lines.clear();
        octets = 0;
    }

    /** What somebody has missed who had followed so far; null if that is not known any more, or not yet. */
    @Nullable
    List<byte[]> since(Position position) {
        Line first = lines.peekFirst();
        Line last = lines.peekLast();
        if (first == null
                || last == null
                || last.position.seq() < position.seq()
                || !first.position.epoch().equals(position.epoch())
                || first.position.seq() > position.seq() + 1) {
            return null;
        }
        List<byte[]> missed = new ArrayList<>();
        lines.forEach(it -> {
            if (it.position.seq() > position.seq()) {
                missed.add(it.text);
            }
        });
        return missed;
    }
}
