package io.highgate.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * WebSockets on which a message is sent as soon as the one before has come back, as fast as that goes.
 * Confined to one thread.
 */
public final class SocketLoad {

    private static final int MESSAGE = 100;
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private final Selector selector = Selector.open();
    private final ByteBuffer message = ByteBuffer.allocateDirect(Frame.HEAD + MESSAGE);
    private final Latencies latencies = new Latencies();
    private long failed;
    private long end;
    private int waiting;

    private SocketLoad() throws IOException {
        byte[] payload = new byte[MESSAGE];
        Arrays.fill(payload, (byte) 'm');
        new Frame(Frame.BINARY, payload).put(message, true);
        message.flip();
    }

    /** A WebSocket, and when its last message was sent. */
    private static final class Socket {
        private final ByteBuffer in = ByteBuffer.allocate(Frame.LONGEST + Frame.HEAD);
        private long sent;
    }

    /**
     * Arguments: port, WebSockets, seconds, paths. Prints one line: RESULT messages, microseconds,
     * failed, 0, p50, p99, as load.lua does; a message is one there and back.
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 4) {
            throw new IllegalArgumentException("PORT WEBSOCKETS SECONDS PATH...");
        }
        int port = Integer.parseInt(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        SocketLoad load = new SocketLoad();
        List<SocketChannel> channels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            channels.add(open(port, arguments[3 + i % (arguments.length - 3)]));
        }
        long took = load.run(channels, Long.parseLong(arguments[2]) * 1_000_000_000L);
        for (SocketChannel channel : channels) {
            channel.close();
        }
        load.selector.close();
        Latencies seen = load.latencies;
        System.out.printf(
                "RESULT %d %d %d 0 %d %d%n",
                seen.total(), took / 1000, load.failed, seen.quantile(0.5), seen.quantile(0.99));
    }

    /** Opens a WebSocket; blocks until the other side has agreed. */
    private static SocketChannel open(int port, String path) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        String request = "GET " + path + " HTTP/1.1\r\nHost: bench\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + KEY + "\r\n\r\n";
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1)));
        StringBuilder head = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (head.indexOf("\r\n\r\n") < 0) {
            if (channel.read(one.clear()) < 0) {
                throw new EOFException("closed instead of an answer: " + head);
            }
            head.append((char) (one.get(0) & 0xFF));
        }
        if (!head.toString().startsWith("HTTP/1.1 101 ") || head.indexOf(SocketEcho.accept(KEY)) < 0) {
            throw new IOException("no WebSocket: " + head);
        }
        return channel;
    }

    private long run(List<SocketChannel> channels, long nanos) throws IOException {
        long start = System.nanoTime();
        end = start + nanos;
        for (SocketChannel channel : channels) {
            Socket socket = new Socket();
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, socket);
            send(channel, socket);
        }
        while (waiting > 0) {
            selector.select(this::read, 1000);
            if (System.nanoTime() - end > 5_000_000_000L) {
                failed += waiting;
                break;
            }
        }
        return System.nanoTime() - start;
    }

    private void send(SocketChannel channel, Socket socket) throws IOException {
        socket.sent = System.nanoTime();
        waiting++;
        channel.write(message.rewind());
        if (message.hasRemaining()) {
            throw new IOException("the socket did not take a whole message at once");
        }
    }

    private void read(SelectionKey key) {
        SocketChannel channel = (SocketChannel) key.channel();
        Socket socket = (Socket) key.attachment();
        try {
            if (channel.read(socket.in) < 0) {
                throw new EOFException("the proxy closed a WebSocket");
            }
            socket.in.flip();
            var frame = Frame.take(socket.in);
            socket.in.compact();
            if (frame.isPresent()) {
                long now = System.nanoTime();
                latencies.add(now - socket.sent);
                failed += frame.get().payload().length == MESSAGE ? 0 : 1;
                waiting--;
                if (now < end) {
                    send(channel, socket);
                }
            }
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
