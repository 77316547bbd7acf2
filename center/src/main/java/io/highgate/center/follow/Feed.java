package io.highgate.center.follow;

import io.highgate.base.time.Agenda;
import io.highgate.center.cells.Registry;
import io.highgate.center.cells.Seen;
import io.highgate.center.cells.Step;
import io.highgate.wire.cell.Listed;
import io.highgate.wire.stream.Checksum;
import io.highgate.wire.stream.Position;
import io.highgate.wire.stream.StreamMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The discovery stream: what is in it is spelled once, however many read it. Confined to the center's
 * agenda, but for {@link #open} and the figures.
 */
public final class Feed {

    private static final Duration PULSE = Duration.ofSeconds(1);

    /** Of a snapshot's instances in one line: some 50 KiB. */
    private static final int PART = 200;

    /** Enough for a snapshot of 100,000 instances, or for what a reader who missed much has missed. */
    private static final int MOST_WAITING = 4_000;

    private final Agenda agenda;
    private final Registry registry;
    private final Map<String, Listed> known = new HashMap<>();
    private final Set<Reader> readers = new LinkedHashSet<>();
    private final List<Reader> early = new ArrayList<>();
    private final Told told = new Told();
    private final AtomicLong cutOff = new AtomicLong();
    private Checksum checksum = new Checksum();
    private @Nullable Position position;
    private @Nullable List<byte[]> snapshot;
    private boolean quiet = true;
    private volatile int open;

    public Feed(Registry registry, Agenda agenda) {
        this.registry = registry;
        this.agenda = agenda;
    }

    /** Begins to follow the registry. */
    public void start() {
        registry.follow(this::take);
        agenda.every(PULSE, this::pulse);
    }

    /**
     * Somebody reads from now on: what was missed since that position, or else a snapshot, then whatever
     * changes. Nothing comes before this center knows the registry.
     */
    public Reader open(@Nullable Position since) {
        Reader[] self = new Reader[1];
        Reader reader = new Reader(MOST_WAITING, () -> agenda.execute(() -> leave(self[0])));
        self[0] = reader;
        agenda.execute(() -> {
            if (position == null) {
                early.add(reader);
            } else {
                welcome(reader, since);
            }
        });
        return reader;
    }

    /** How many read. */
    public int readers() {
        return open;
    }

    /** How many were cut off because they were too slow. */
    public long cutOff() {
        return cutOff.get();
    }

    /** Nobody reads any more: the center ends, and others go on. */
    public void end() {
        agenda.execute(() -> {
            readers.forEach(Reader::end);
            early.forEach(Reader::end);
            readers.clear();
            open = 0;
        });
    }

    private void leave(Reader reader) {
        readers.remove(reader);
        early.remove(reader);
        open = readers.size();
    }

    private void welcome(Reader reader, @Nullable Position since) {
        List<byte[]> missed = since == null ? null : told.since(since);
        boolean upToDate = since != null && since.equals(position);
        List<byte[]> first = upToDate ? List.of(pulseLine()) : missed != null ? missed : snapshot();
        readers.add(reader);
        open = readers.size();
        first.forEach(reader::offer);
        sweep();
    }

    private void take(Step step) {
        snapshot = null;
        position = step.position();
        switch (step) {
            case Step.Changed changed -> change(changed);
            case Step.Replaced replaced -> replace(replaced);
        }
    }

    private void change(Step.Changed changed) {
        String key = changed.key();
        Listed before = known.remove(key);
        if (before != null) {
            checksum.remove(before);
        }
        Seen now = changed.now();
        if (now != null) {
            known.put(key, now.listed());
            checksum.add(now.listed());
        }
        boolean same = now != null && now.listed().equals(before);
        List<Listed> put = now == null || same ? List.of() : List.of(now.listed());
        List<String> gone = now == null && before != null ? List.of(key) : List.of();
        byte[] line = line(new StreamMessage.Delta(changed.position(), put, gone, checksum.value()));
        told.add(changed.position(), line);
        sendAll(line);
    }

    private void replace(Step.Replaced replaced) {
        known.clear();
        checksum = new Checksum();
        for (Seen seen : replaced.all()) {
            known.put(seen.entry().key(), seen.listed());
            checksum.add(seen.listed());
        }
        told.clear();
        List<Reader> waiting = List.copyOf(early);
        early.clear();
        snapshot().forEach(this::sendAll);
        waiting.forEach(it -> welcome(it, null));
    }

    private void pulse() {
        if (quiet && position != null) {
            sendAll(pulseLine());
        }
        quiet = true;
    }

    private byte[] pulseLine() {
        return line(new StreamMessage.Pulse(java.util.Objects.requireNonNull(position), checksum.value()));
    }

    /** The lines of a snapshot of now; spelled once for all who need it before something changes. */
    private List<byte[]> snapshot() {
        List<byte[]> present = snapshot;
        if (present == null) {
            present = spell(new ArrayList<>(known.values()));
            snapshot = present;
        }
        return present;
    }

    private List<byte[]> spell(List<Listed> all) {
        List<byte[]> lines = new ArrayList<>();
        lines.add(line(new StreamMessage.Begin(java.util.Objects.requireNonNull(position), all.size())));
        for (int from = 0; from < all.size(); from += PART) {
            lines.add(line(new StreamMessage.Part(all.subList(from, Math.min(from + PART, all.size())))));
        }
        lines.add(line(new StreamMessage.End(checksum.value())));
        return lines;
    }

    private static byte[] line(StreamMessage message) {
        return (StreamMessage.write(message) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private void sendAll(byte[] line) {
        quiet = false;
        readers.forEach(it -> it.offer(line));
        sweep();
    }

    private void sweep() {
        if (readers.removeIf(Reader::isCutOff)) {
            cutOff.addAndGet(open - readers.size());
            open = readers.size();
        }
    }
}
