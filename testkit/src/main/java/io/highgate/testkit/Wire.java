package io.highgate.testkit;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * One end of a TCP connection, octet by octet: a client that writes whatever it likes, or the side
 * of a scripted origin. Reading gives up after ten seconds, so that a test fails instead of hanging.
 */
public final class Wire implements Closeable {

    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final Socket below;
    private final InputStream in;
    private final OutputStream out;

    Wire(Socket socket) throws IOException {
        this(socket, socket);
    }

    /** A connection, and the one that carries it if it is encrypted. */
    private Wire(Socket socket, Socket below) throws IOException {
        this.socket = socket;
        this.below = below;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** Connects to a port of this machine. */
    public static Wire to(int port) {
        return to(InetAddress.getLoopbackAddress().getHostAddress(), port);
    }

    /** Connects to a port of an address. */
    public static Wire to(String address, int port) {
        try {
            return new Wire(new Socket(address, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects over TLS; the handshake is complete, or the cause of what is thrown says why not. */
    public static Wire secure(int port, SSLContext context, Consumer<SSLSocket> settings) {
        try {
            Socket below = new Socket(InetAddress.getLoopbackAddress(), port);
            try {
                return secured(below, context, true, settings);
            } catch (IOException e) {
                below.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server's side of a TLS connection. */
    static Wire accepted(Socket below, SSLContext context, Consumer<SSLSocket> settings) throws IOException {
        return secured(below, context, false, settings);
    }

    private static Wire secured(Socket below, SSLContext context, boolean client, Consumer<SSLSocket> settings)
            throws IOException {
        below.setSoTimeout(PATIENCE_MILLIS);
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(below, "localhost", below.getPort(), true);
        tls.setUseClientMode(client);
        settings.accept(tls);
        tls.startHandshake();
        return new Wire(tls, below);
    }

    /** What the TLS handshake has agreed on. */
    public SSLSession session() {
        return ((SSLSocket) socket).getSession();
    }

    /** The protocol chosen by ALPN, empty for none. */
    public String applicationProtocol() {
        return ((SSLSocket) socket).getApplicationProtocol();
    }

    /** Cuts an encrypted connection off, without the words that end it. */
    public void cut() {
        try {
            below.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes text as it is, each character one octet. */
    public Wire send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public Wire send(byte[] octets) {
        try {
            out.write(octets);
            out.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives up reading after so long, instead of ten seconds. */
    public Wire patientFor(Duration time) {
        try {
            socket.setSoTimeout((int) time.toMillis());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the sending direction; reading goes on. */
    public Wire finishSending() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads up to and with the given text. */
    public String readThrough(String end) {
        StringBuilder text = new StringBuilder();
        while (text.length() < end.length() || text.indexOf(end, text.length() - end.length()) < 0) {
            text.append((char) readOctet());
        }
        return text.toString();
    }

    /** Reads a head, with the empty line behind it. */
    public String readHead() {
        return readThrough("\r\n\r\n");
    }

    /** Reads exactly that many octets. */
    public String read(int octets) {
        try {
            byte[] read = in.readNBytes(octets);
            if (read.length < octets) {
                throw new EOFException("the connection ended after " + read.length + " of " + octets + " octets");
            }
            return new String(read, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads one answer framed by Content-Length: its head and body. */
    public String readAnswer() {
        String head = readHead();
        return head + read(contentLength(head));
    }

    /** The Content-Length of a head, 0 if there is none. */
    public static int contentLength(String head) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
    }

    /** Reads and counts what comes until the other end closes. */
    public long drain() {
        try {
            byte[] buffer = new byte[64 * 1024];
            long count = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                count += n;
            }
            return count;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads until the other end closes. */
    public String readToEnd() {
        try {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the other end has closed or reset the connection; waits for one of both. */
    public boolean isEnded() {
        try {
            return in.read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private int readOctet() {
        try {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("the connection ended");
            }
            return octet;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes with a reset instead of a proper end. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
