package io.highgate.gateway.listen.port;

import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A connection between two processes of one machine that carries lines of text and descriptors
 * (Unix domain socket, SCM_RIGHTS). Its calls wait, each within the time set. Confined to one thread
 * at a time, but for {@link #close}.
 */
public final class LocalSocket implements Closeable {

    /** Longer lines have no meaning in any dialogue here. */
    private static final int LONGEST_LINE = 8 * 1024;

    private static final int SOL_SOCKET = 1;
    private static final int SO_PEERCRED = 17;
    private static final int SO_RCVTIMEO = 20;
    private static final int SO_SNDTIMEO = 21;
    private static final int FIRST_INHERITABLE = 3;

    private final Socket socket;

    LocalSocket(Socket socket) {
        this.socket = socket;
        SystemCalls.block(socket.intValue());
    }

    /**
     * Connects to a process that waits there.
     *
     * @throws IOException if nobody does
     */
    public static LocalSocket to(Path path) throws IOException {
        Socket socket = Socket.newSocketDomain();
        LocalSocket local = new LocalSocket(socket);
        try {
            socket.connect(new DomainSocketAddress(path.toString()));
        } catch (IOException e) {
            local.close();
            throw new IOException(Files.exists(path) ? "nobody answers there" : "there is no such socket", e);
        }
        return local;
    }

    /** The user that runs the process at the other end. */
    public int peerUser() throws IOException {
        ByteBuffer credentials = ByteBuffer.allocate(12).order(ByteOrder.nativeOrder());
        socket.getRawOpt(SOL_SOCKET, SO_PEERCRED, credentials);
        return credentials.getInt(Integer.BYTES);
    }

    /** How long each call may take from now on. */
    public void patience(Duration time) throws IOException {
        ByteBuffer timeval = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
        timeval.putLong(time.toSeconds()).putLong(time.toNanosPart() / 1000).flip();
        socket.setRawOpt(SOL_SOCKET, SO_RCVTIMEO, timeval.duplicate().order(ByteOrder.nativeOrder()));
        socket.setRawOpt(SOL_SOCKET, SO_SNDTIMEO, timeval.duplicate().order(ByteOrder.nativeOrder()));
    }

    public void say(String line) throws IOException {
        byte[] text = (line + "\n").getBytes(StandardCharsets.UTF_8);
        ByteBuffer octets = ByteBuffer.allocateDirect(text.length).put(text);
        for (int sent = 0; sent < text.length; ) {
            int n = socket.send(octets, sent, text.length);
            if (n <= 0) {
                throw new SocketTimeoutException("the other process does not read");
            }
            sent += n;
        }
    }

    /** The next line. Octet by octet: a descriptor that follows rides on the octet behind it. */
    public String hear() throws IOException {
        StringBuilder line = new StringBuilder();
        ByteBuffer octet = ByteBuffer.allocateDirect(1);
        while (line.length() <= LONGEST_LINE) {
            int n = socket.recv(octet, 0, 1);
            if (n == 0) {
                throw new SocketTimeoutException("the other process does not answer in time");
            }
            if (n < 0) {
                throw new EOFException("the other process has ended the dialogue");
            }
            char next = (char) octet.get(0);
            if (next == '\n') {
                return line.toString();
            }
            line.append(next);
        }
        throw new IOException("the other process speaks another language");
    }

    /** Gives the other process a descriptor of its own for the same thing. */
    public void give(int descriptor) throws IOException {
        if (socket.sendFd(descriptor) < 0) {
            throw new SocketTimeoutException("the other process does not read");
        }
    }

    /** A descriptor that the other process gives. */
    public int receive() throws IOException {
        int descriptor = socket.recvFd();
        if (descriptor < FIRST_INHERITABLE) {
            throw new EOFException("the other process has given no descriptor");
        }
        return descriptor;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
