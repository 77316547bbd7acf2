package io.highgate.bench.center;

import io.highgate.wire.cell.Listed;
import io.highgate.wire.json.JsonException;
import io.highgate.wire.stream.Position;
import io.highgate.wire.stream.StreamMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A gateway's stream: each message is read as gateways read it, and numbers and checksums have to be right.
 * What is known of an instance is its digest only, for a hundred streams share one heap. Confined to its
 * thread but for what it tells.
 */
final class Follower implements Runnable {

    private final Line line;
    private final String authorization;
    private final Told told;
    private final Map<String, Long> known = new HashMap<>();
    private long sum;
    private @Nullable Position position;
    private volatile boolean complete;
    private volatile long octets;
    private volatile @Nullable String problem;

    /** Hears of each change, on the stream's thread. */
    interface Told {
        /** An instance is there, new or with another state; null if it is gone. */
        void changed(String key, @Nullable Listed listed, int octets);
    }

    Follower(int center, Key key, Told told) throws IOException {
        this.line = Line.to(center, "127.0.0.1");
        this.authorization = key.token();
        this.told = told;
    }

    /** Whether it knows all, and nothing was wrong so far. */
    boolean isComplete() {
        String wrong = problem;
        if (wrong != null) {
            throw new IllegalStateException("a stream: " + wrong);
        }
        return complete;
    }

    /** Octets of its lines so far. */
    long octets() {
        return octets;
    }

    @Override
    public void run() {
        try (line) {
            InputStream in = new java.io.BufferedInputStream(line.stream("/api/center/stream", authorization), 4096);
            while (true) {
                String text = Line.line(in);
                octets = octets() + text.length() + 1;
                take(StreamMessage.read(text), text.length() + 1);
            }
        } catch (IOException | JsonException e) {
            problem = e.toString();
        }
    }

    private void take(StreamMessage message, int size) throws IOException {
        switch (message) {
            case StreamMessage.Begin begin -> {
                known.clear();
                sum = 0;
                position = begin.position();
            }
            case StreamMessage.Part part -> part.instances().forEach(this::put);
            case StreamMessage.End end -> {
                verify(end.checksum());
                complete = true;
            }
            case StreamMessage.Delta delta -> {
                next(delta.position());
                delta.put().forEach(this::put);
                delta.gone().forEach(this::drop);
                verify(delta.checksum());
                delta.put().forEach(it -> told.changed(it.instance().key(), it, size));
                delta.gone().forEach(it -> told.changed(it, null, size));
            }
            case StreamMessage.Pulse pulse -> verify(pulse.checksum());
            case StreamMessage.Unknown unknown -> throw new IOException("a message of type " + unknown.type());
        }
    }

    private void next(Position now) throws IOException {
        Position before = position;
        if (before == null || now.seq() != before.seq() + 1) {
            throw new IOException("after " + before + " came " + now);
        }
        position = now;
    }

    private void put(Listed listed) {
        String key = listed.instance().key();
        drop(key);
        long digest = listed.digest();
        known.put(key, digest);
        sum += digest;
    }

    private void drop(String key) {
        Long before = known.remove(key);
        sum -= before == null ? 0 : before;
    }

    private void verify(String checksum) throws IOException {
        if (Long.parseUnsignedLong(checksum, 16) != sum) {
            throw new IOException("another checksum at " + position);
        }
    }

    /** Reads no more. */
    void close() {
        line.close();
    }
}
