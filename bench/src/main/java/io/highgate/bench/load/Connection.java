package io.highgate.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A kept connection with at most one request under way. Confined to one thread. */
final class Connection implements AutoCloseable {

    private final SocketChannel channel;
    private final AnswerReader answer = new AnswerReader();
    private long due;

    Connection(InetSocketAddress to, Selector selector) throws IOException {
        channel = SocketChannel.open(to);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Sends a request that was due at that time, perhaps some time ago. */
    void send(ByteBuffer request, long dueNanos) throws IOException {
        due = dueNanos;
        channel.write(request.rewind());
        if (request.hasRemaining()) {
            throw new IOException("the socket did not take a whole request at once");
        }
    }

    /** Reads what is there; true when the answer is complete. */
    boolean read(ByteBuffer scratch) throws IOException {
        if (channel.read(scratch.clear()) < 0) {
            throw new EOFException("the proxy closed a kept connection");
        }
        return answer.read(scratch.flip());
    }

    long due() {
        return due;
    }

    int status() {
        return answer.status();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
