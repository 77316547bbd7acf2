package io.highgate.bench.center;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A kept connection that asks by HTTP/1.1 and waits for the answer. Confined to one thread. */
final class Line implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;
    private static final int BUFFER = 512;

    private final Socket socket;
    private final InputStream in;

    /** An answer as a whole. Immutable. */
    record Answer(int status, String body) {}

    /** What stands before a body; a length of -1 for chunks. Immutable. */
    private record Head(int status, int length) {}

    private Line(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    }

    /** To this port of this machine; from an address of 127.0.0.0/8, as another machine would come from its own. */
    static Line to(int port, String from) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            return new Line(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Sends it with the header fields that an SDK sends, and waits for the whole answer. */
    Answer ask(String method, String path, String authorization, @Nullable String body) throws IOException {
        send(method, path, authorization, body);
        Head head = head();
        byte[] octets = head.length < 0 ? new Chunks(in).readAllBytes() : in.readNBytes(head.length);
        return new Answer(head.status, new String(octets, StandardCharsets.UTF_8));
    }

    /** An answer that does not end, piece by piece. */
    InputStream stream(String path, String authorization) throws IOException {
        send("GET", path, authorization, null);
        Head head = head();
        if (head.status != 200 || head.length >= 0) {
            throw new IOException("no stream, status " + head.status);
        }
        return new Chunks(in);
    }

    private void send(String method, String path, String authorization, @Nullable String body) throws IOException {
        byte[] content = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        StringBuilder text = new StringBuilder(512);
        text.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
        if (!method.equals("GET")) {
            text.append("Content-Length: ").append(content.length).append("\r\n");
        }
        text.append("Host: 127.0.0.1:").append(socket.getPort()).append("\r\nAccept: application/json\r\n");
        text.append("Authorization: ").append(authorization).append("\r\n");
        if (body != null) {
            text.append("Content-Type: application/json\r\n");
        }
        text.append("User-Agent: highgate-sdk-provider\r\n\r\n");
        byte[] before = text.toString().getBytes(StandardCharsets.US_ASCII);
        byte[] all = java.util.Arrays.copyOf(before, before.length + content.length);
        System.arraycopy(content, 0, all, before.length, content.length);
        socket.getOutputStream().write(all);
    }

    private Head head() throws IOException {
        String first = line(in);
        if (!first.startsWith("HTTP/1.1 ") || first.length() < 12) {
            throw new IOException("no HTTP: " + first);
        }
        int length = 0;
        for (String field = line(in); !field.isEmpty(); field = line(in)) {
            String lower = field.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                length = -1;
            }
        }
        return new Head(Integer.parseInt(first.substring(9, 12)), length);
    }

    /** The next line, without its end. */
    static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("the connection ended");
            }
            line.append((char) octet);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException ignored) {
            // It is closed as far as anybody can tell.
        }
    }
}
