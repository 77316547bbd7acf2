package io.highgate.gateway.center;

import io.highgate.wire.cell.Listed;
import io.highgate.wire.stream.Checksum;
import io.highgate.wire.stream.Position;
import io.highgate.wire.stream.StreamMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows what a center says and keeps a copy of its registry. Whatever does not fit changes nothing of
 * what is known: then a snapshot is needed.
 *
 * <pre>
 * NOTHING -begin-> COLLECTING -end, the sum is right-> FOLLOWING -delta, the next number-> FOLLOWING
 *    ^_________________|______________________________________|  a gap, another sum, another epoch
 * </pre>
 *
 * <p>A snapshot that lacks more than half of what was known may come from a center that has lost its
 * store, to which instances come back one by one. What it has counts at once; what it lacks stays
 * until another center lacks it too, the same one still does after {@link #DOUBT}, or so much is back
 * that it is no more than half. For one thread at a time; {@link #known} is for all.
 */
final class Copy {

    /** More are not kept: that would be some 50 MB. */
    static final int MOST = 100_000;

    /** What more than half of everything that was known is given up after. */
    static final Duration DOUBT = Duration.ofSeconds(10);

    private Registry truth = Registry.NOTHING;
    private Checksum sum = new Checksum();
    private boolean follows;
    private StreamMessage.@Nullable Begin begun;
    private List<Listed> parts = new ArrayList<>();
    private volatile Registry known = Registry.NOTHING;
    private volatile @Nullable Doubt doubt;

    /**
     * What a snapshot lacks.
     *
     * @param by who said so
     * @param before how many were known
     * @param lacking those that still are not there
     */
    private record Doubt(String by, long since, int before, Map<String, Listed> lacking) {

        boolean isMost() {
            return lacking.size() * 2 > before;
        }
    }

    /** What came of a message. Immutable. */
    sealed interface Said {

        /** There is more to come, or nothing has changed. */
        record Fine(boolean complete) implements Said {}

        /** Something else is known from now on, in these cells. */
        record Changed(Registry before, Registry now, Set<String> cells) implements Said {}

        /** It does not fit: a snapshot is needed. */
        record Lost(String why) implements Said {}
    }

    /** What is known, doubtful ones included. */
    Registry known() {
        return known;
    }

    /** From where the next stream may go on; null if only a snapshot will do. */
    @Nullable
    Position since() {
        return follows ? truth.at() : null;
    }

    /** How many instances are kept although the center does not know them. */
    int doubtful() {
        Doubt present = doubt;
        return present == null ? 0 : present.lacking().size();
    }

    /** Another stream begins: what the last one left half said is forgotten. */
    void newStream() {
        begun = null;
        parts = new ArrayList<>();
    }

    /** Takes a message of that center, at that moment. */
    Said take(StreamMessage message, String center, long now) {
        Said said = understand(message, center, now);
        if (said instanceof Said.Lost) {
            follows = false;
            newStream();
        }
        return said;
    }

    private Said understand(StreamMessage message, String center, long now) {
        if (message instanceof StreamMessage.Begin begin) {
            return begin(begin);
        } else if (message instanceof StreamMessage.Part part) {
            return part(part);
        } else if (message instanceof StreamMessage.End end) {
            return end(end, center, now);
        } else if (message instanceof StreamMessage.Delta delta) {
            return delta(delta, now);
        } else if (message instanceof StreamMessage.Pulse pulse) {
            return pulse(pulse, now);
        }
        return new Said.Fine(false);
    }

    private Said begin(StreamMessage.Begin begin) {
        if (begin.instances() > MOST) {
            return new Said.Lost("it has " + begin.instances() + " instances; " + MOST + " are the most");
        }
        begun = begin;
        parts = new ArrayList<>();
        return new Said.Fine(false);
    }

    private Said part(StreamMessage.Part part) {
        if (begun == null) {
            return new Said.Lost("a part of a snapshot that has not begun");
        }
        parts.addAll(part.instances());
        return parts.size() > begun.instances()
                ? new Said.Lost("a snapshot of more than the " + begun.instances() + " instances that were announced")
                : new Said.Fine(false);
    }

    private Said end(StreamMessage.End end, String center, long now) {
        StreamMessage.Begin began = begun;
        if (began == null) {
            return new Said.Lost("the end of a snapshot that has not begun");
        }
        Map<String, Listed> all = new LinkedHashMap<>();
        Checksum found = new Checksum();
        parts.forEach(it -> {
            all.put(it.instance().key(), it);
            found.add(it);
        });
        int announced = began.instances();
        if (all.size() != announced || !found.value().equals(end.checksum())) {
            return new Said.Lost("a snapshot of " + all.size() + " instances where " + announced
                    + " were announced, or its checksum is not right");
        }
        newStream();
        follows = true;
        truth = Registry.of(began.position(), all.values());
        sum = found;
        doubt = doubtOf(all, center, now);
        return changed();
    }

    /** What the snapshot lacks, if that is to be doubted. */
    private @Nullable Doubt doubtOf(Map<String, Listed> all, String center, long now) {
        Doubt earlier = doubt;
        Map<String, Listed> lacking = new HashMap<>();
        known.cells()
                .values()
                .forEach(cell -> cell.forEach((key, it) -> {
                    if (!all.containsKey(key)) {
                        lacking.put(key, it);
                    }
                }));
        Doubt next = new Doubt(center, now, known.instances(), lacking);
        if (!next.isMost()) {
            return null;
        }
        if (earlier == null) {
            return next;
        }
        boolean said = !earlier.by().equals(center) || isOver(earlier, now);
        return said ? null : new Doubt(earlier.by(), earlier.since(), earlier.before(), lacking);
    }

    private static boolean isOver(Doubt doubt, long now) {
        return now - doubt.since() >= DOUBT.toNanos();
    }

    private Said delta(StreamMessage.Delta delta, long now) {
        Position at = truth.at();
        if (!follows || at == null || begun != null) {
            return new Said.Lost("a change without a snapshot before it");
        }
        if (!delta.position().epoch().equals(at.epoch())) {
            return new Said.Lost("it counts anew, as " + delta.position());
        }
        if (delta.position().seq() != at.seq() + 1) {
            return new Said.Lost("after " + at + " came " + delta.position());
        }
        Registry next = truth.with(delta.position(), delta.put(), delta.gone());
        if (next.instances() > MOST) {
            return new Said.Lost("it has more than " + MOST + " instances");
        }
        follow(delta);
        if (!sum.value().equals(delta.checksum())) {
            return new Said.Lost("another checksum at " + delta.position());
        }
        truth = next;
        settle(delta, now);
        return changed();
    }

    private void follow(StreamMessage.Delta delta) {
        Map<String, Listed> fresh = new LinkedHashMap<>();
        delta.put().forEach(it -> fresh.put(it.instance().key(), it));
        delta.gone().forEach(this::forget);
        fresh.keySet().forEach(key -> {
            if (!delta.gone().contains(key)) {
                forget(key);
            }
        });
        fresh.values().forEach(sum::add);
    }

    private void forget(String key) {
        Listed before =
                truth.cells().getOrDefault(Registry.cellOf(key), Map.of()).get(key);
        if (before != null) {
            sum.remove(before);
        }
    }

    private Said pulse(StreamMessage.Pulse pulse, long now) {
        if (!follows || begun != null) {
            return new Said.Lost("a pulse without a snapshot before it");
        }
        if (!pulse.position().equals(truth.at())) {
            return new Said.Lost("it stands at " + pulse.position() + ", and what it told at " + truth.at());
        }
        if (!pulse.checksum().equals(sum.value())) {
            return new Said.Lost("another checksum at " + pulse.position());
        }
        settle(null, now);
        return changed();
    }

    /** The doubt ends with its time, or because most of what was lacking is back. */
    private void settle(StreamMessage.@Nullable Delta delta, long now) {
        Doubt present = doubt;
        if (present == null) {
            return;
        }
        Map<String, Listed> lacking = new HashMap<>(present.lacking());
        if (delta != null) {
            delta.put().forEach(it -> lacking.remove(it.instance().key()));
            delta.gone().forEach(lacking::remove);
        }
        Doubt left = new Doubt(present.by(), present.since(), present.before(), lacking);
        doubt = left.isMost() && !isOver(left, now) ? left : null;
    }

    private Said changed() {
        Registry before = known;
        Doubt present = doubt;
        Registry now = present == null || truth.at() == null
                ? truth
                : truth.with(truth.at(), present.lacking().values(), List.of());
        known = now;
        Set<String> cells = now.equals(before) ? Set.of() : now.differences(before);
        return cells.isEmpty() ? new Said.Fine(true) : new Said.Changed(before, now, cells);
    }
}
