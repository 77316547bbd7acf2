package io.highgate.drills.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Many connections that each send the head of a request, one octet in each round. Confined to the
 * drill's thread.
 */
public final class SlowConnections implements AutoCloseable {

    private static final byte[] HEAD =
            "GET /name HTTP/1.1\r\nHost: slow\r\nX-Slow: aaaaaaaaaaaaaaaa".getBytes(StandardCharsets.ISO_8859_1);

    private final List<SocketChannel> channels = new ArrayList<>();
    private int sent;

    /** Opens so many to a port of this machine. */
    public SlowConnections(int count, int port) {
        InetSocketAddress to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            for (int i = 0; i < count; i++) {
                SocketChannel channel = SocketChannel.open(to);
                channel.configureBlocking(false);
                channels.add(channel);
            }
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        }
    }

    /** One octet more on each; how many connections are still open. */
    public int round() {
        int open = 0;
        for (SocketChannel channel : channels) {
            open += sends(channel) ? 1 : 0;
        }
        sent++;
        return open;
    }

    private boolean sends(SocketChannel channel) {
        try {
            return channel.isOpen() && channel.write(ByteBuffer.wrap(HEAD, sent % HEAD.length, 1)) == 1;
        } catch (IOException closedByTheOther) {
            return false;
        }
    }

    @Override
    public void close() {
        for (SocketChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
