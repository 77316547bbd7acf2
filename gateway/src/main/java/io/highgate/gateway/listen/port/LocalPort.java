package io.highgate.gateway.listen.port;

import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Where another process of this user can reach this one: a Unix domain socket that is its owner's
 * alone, put in its place in one step, so that who looks there finds either the process before or
 * this one. One thread accepts; any may close.
 */
public final class LocalPort implements Closeable {

    private static final int BACKLOG = 8;

    /** What the kernel takes is 108 octets with an end mark. */
    private static final int LONGEST_PATH = 107;

    private final Path path;
    private final Socket socket;
    private final @Nullable Object identity;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalPort(Path path, Socket socket, @Nullable Object identity) {
        this.path = path;
        this.socket = socket;
        this.identity = identity;
    }

    /** Opens it in the place of any that is there; its folder exists. */
    public static LocalPort at(Path path, String beside) throws IOException {
        Path first = path.resolveSibling(beside);
        if (Math.max(first.toString().length(), path.toString().length()) > LONGEST_PATH) {
            throw new IOException("the path is longer than " + LONGEST_PATH + " octets: " + first);
        }
        Files.deleteIfExists(first);
        Socket socket = Socket.newSocketDomain();
        try {
            socket.bind(new DomainSocketAddress(first.toString()));
            Files.setPosixFilePermissions(first, PosixFilePermissions.fromString("rw-------"));
            socket.listen(BACKLOG);
            SystemCalls.block(socket.intValue());
            Object identity = identity(first);
            Files.move(first, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new LocalPort(path, socket, identity);
        } catch (IOException e) {
            socket.close();
            Files.deleteIfExists(first);
            throw e;
        }
    }

    private static @Nullable Object identity(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /** The next process that connects; waits for one, and throws when this is closed. */
    public LocalSocket accept() throws IOException {
        int descriptor = socket.accept(new byte[256]);
        if (descriptor < 0) {
            throw new IOException("closed");
        }
        return new LocalSocket(new Socket(descriptor));
    }

    /** Accepts no more, and takes its name away unless another process has put its own there. */
    @Override
    public void close() throws IOException {
        if (closed.getAndSet(true)) {
            return;
        }
        if (Files.exists(path) && Objects.equals(identity(path), identity)) {
            Files.deleteIfExists(path);
        }
        // Wakes the thread that accepts, which a close alone does not.
        try {
            socket.shutdown();
        } finally {
            socket.close();
        }
    }
}
