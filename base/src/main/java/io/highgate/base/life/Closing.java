package io.highgate.base.life;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Closes what was opened, last first, and goes on when one of them fails. Confined to the thread
 * that wires the process.
 */
public final class Closing implements Closeable {

    private final Deque<Closeable> opened = new ArrayDeque<>();

    /** Remembers a thing to close and hands it back. */
    public <T extends Closeable> T add(T thing) {
        opened.push(thing);
        return thing;
    }

    /** Closes everything; the first failure is thrown when all are closed, the others ride on it. */
    @Override
    public void close() throws IOException {
        Exception first = null;
        while (!opened.isEmpty()) {
            first = closeOne(opened.pop(), first);
        }
        switch (first) {
            case null -> {}
            case IOException io -> throw io;
            case RuntimeException defect -> throw defect;
            default -> throw new IllegalStateException(first);
        }
    }

    private static @Nullable Exception closeOne(Closeable thing, @Nullable Exception first) {
        try {
            thing.close();
            return first;
        } catch (IOException | RuntimeException e) {
            if (first == null) {
                return e;
            }
            first.addSuppressed(e);
            return first;
        }
    }
}
