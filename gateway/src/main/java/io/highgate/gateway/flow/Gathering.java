package io.highgate.gateway.flow;

import io.highgate.gateway.http.Headers;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a small body whole, for what the gateway answers itself. Tells once what it was; nothing of it if
 * nobody waits any more. Confined to one event loop.
 */
public final class Gathering implements UpstreamStream {

    private static final int FIRST = 512;

    private final int most;
    private final Consumer<byte @Nullable []> then;
    private byte[] octets = new byte[FIRST];
    private int length;
    private boolean over;

    /**
     * @param most octets that it may have
     * @param then told the body, or null if it is too long
     */
    public Gathering(int most, Consumer<byte @Nullable []> then) {
        this.most = most;
        this.then = then;
    }

    @Override
    public void data(ByteBuf part) {
        try {
            if (!over) {
                take(part);
            }
        } finally {
            part.release();
        }
    }

    private void take(ByteBuf part) {
        int more = part.readableBytes();
        if (more > most - length) {
            tell(null);
            return;
        }
        if (length + more > octets.length) {
            octets = Arrays.copyOf(octets, Math.min(most, Math.max(length + more, octets.length * 2)));
        }
        part.readBytes(octets, length, more);
        length += more;
    }

    @Override
    public void end(@Nullable Headers trailers) {
        if (!over) {
            tell(Arrays.copyOf(octets, length));
        }
    }

    private void tell(byte @Nullable [] body) {
        over = true;
        // It may be a password.
        Arrays.fill(octets, (byte) 0);
        then.accept(body);
    }

    @Override
    public void cancel() {
        over = true;
        Arrays.fill(octets, (byte) 0);
    }

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public void flush() {
        // Nothing is passed on.
    }

    @Override
    public void resume() {
        // There is no answer of an upstream that could go on.
    }
}
