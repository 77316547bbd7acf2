package io.highgate.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An origin that sends each message of a WebSocket back, and answers other requests with 200. Only for
 * clients that wait for one answer before they send more. Confined to one thread.
 */
public final class SocketEcho {

    private static final Pattern KEY = Pattern.compile("(?i)\r\nsec-websocket-key: *([^\r ]+)");
    private static final String OTHERS = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final int BACKLOG = 4096;
    private static final int LONGEST_HEAD = 4096;

    private final Selector selector = Selector.open();
    private final ByteBuffer out = ByteBuffer.allocateDirect(2 * LONGEST_HEAD);

    private SocketEcho() throws IOException {}

    /** A client's connection: what it has sent and was not yet answered, and whether that is frames. */
    private static final class Client {
        private final ByteBuffer in = ByteBuffer.allocate(LONGEST_HEAD);
        private boolean upgraded;
    }

    /** Argument: the port, on loopback. Runs until it is killed. */
    public static void main(String[] arguments) throws IOException {
        InetSocketAddress at = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        SocketEcho echo = new SocketEcho();
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(at, BACKLOG)) {
            server.configureBlocking(false);
            server.register(echo.selector, SelectionKey.OP_ACCEPT);
            while (server.isOpen()) {
                echo.selector.select(key -> {
                    if (key.isAcceptable()) {
                        echo.accept(server);
                    } else {
                        echo.read(key);
                    }
                });
            }
        }
    }

    private void accept(ServerSocketChannel server) {
        try {
            SocketChannel channel = server.accept();
            if (channel != null) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ, new Client());
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot take a connection", e);
        }
    }

    private void read(SelectionKey key) {
        SocketChannel channel = (SocketChannel) key.channel();
        Client client = (Client) key.attachment();
        try {
            if (channel.read(client.in) < 0) {
                channel.close();
                return;
            }
            client.in.flip();
            out.clear();
            boolean over = !answer(client);
            client.in.compact();
            channel.write(out.flip());
            if (out.hasRemaining()) {
                throw new IllegalStateException("the socket did not take a whole answer at once");
            }
            if (over) {
                channel.close();
            }
        } catch (IOException reset) {
            key.cancel();
            closeQuietly(channel);
        }
    }

    /** Puts the answers to all that is complete; false when the client has said that it is over. */
    private boolean answer(Client client) {
        if (!client.upgraded) {
            putHead(client);
            return true;
        }
        for (Optional<Frame> frame = Frame.take(client.in); frame.isPresent(); frame = Frame.take(client.in)) {
            frame.get().put(out, false);
            if (frame.get().opcode() == Frame.CLOSE) {
                return false;
            }
        }
        return true;
    }

    private void putHead(Client client) {
        String head = StandardCharsets.ISO_8859_1.decode(client.in.duplicate()).toString();
        if (!head.endsWith("\r\n\r\n")) {
            return;
        }
        client.in.position(client.in.limit());
        Matcher key = KEY.matcher(head);
        client.upgraded = key.find();
        String answer = client.upgraded ? switching(key.group(1)) : OTHERS;
        out.put(answer.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String switching(String key) {
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n";
    }

    /** What proves that the handshake was understood (RFC 6455 section 4.2.2). */
    static String accept(String key) {
        try {
            byte[] both = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.ISO_8859_1);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(both));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException gone) {
            // It was broken before; there is nothing left to end.
        }
    }
}
