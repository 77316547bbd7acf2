package io.highgate.bench.center;

import java.io.IOException;
import java.io.InputStream;

/** A body in chunks (RFC 9112 section 7.1), without trailers. Confined to one thread. */
final class Chunks extends InputStream {

    private final InputStream in;
    private int left;
    private boolean begun;
    private boolean ended;

    Chunks(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (ended || left == 0 && !next()) {
            return -1;
        }
        int count = in.read(into, offset, Math.min(length, left));
        if (count < 0) {
            throw new IOException("the connection ended in a chunk");
        }
        left -= count;
        return count;
    }

    private boolean next() throws IOException {
        if (begun) {
            Line.line(in);
        }
        begun = true;
        left = Integer.parseInt(Line.line(in).split(";", 2)[0].strip(), 16);
        if (left == 0) {
            ended = true;
            Line.line(in);
        }
        return !ended;
    }
}
