package io.highgate.gateway.observe;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that lines are added to and that is rolled by size: {@code access.log}, {@code
 * access.log.1}, ... Opened again after a failure, so that it goes on by itself when a full disk
 * has room again; half a line that was left there is ended first. Confined to one thread.
 */
final class LogFile {

    private final Path path;
    private final long rollSize;
    private final int keep;
    private @Nullable OutputStream out;
    private long size;
    private boolean torn;

    LogFile(Path path, long rollSize, int keep) {
        this.path = path;
        this.rollSize = rollSize;
        this.keep = keep;
    }

    void append(String text) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        if (out != null && size > 0 && size + octets.length > rollSize) {
            close();
            roll();
        }
        OutputStream to = out == null ? open() : out;
        try {
            if (torn) {
                to.write('\n');
                torn = false;
                size++;
            }
            to.write(octets);
            size += octets.length;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private OutputStream open() throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        size = Files.exists(path) ? Files.size(path) : 0;
        torn = endsTorn();
        out = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return out;
    }

    /** Whether the last line has no end: the disk was full, or the process died, in the middle of it. */
    private boolean endsTorn() throws IOException {
        if (size == 0 || !Files.isRegularFile(path)) {
            return false;
        }
        try (SeekableByteChannel in = Files.newByteChannel(path, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return in.position(size - 1).read(last) == 1 && last.get(0) != '\n';
        }
    }

    private void roll() throws IOException {
        if (keep == 0) {
            Files.deleteIfExists(path);
            return;
        }
        for (int i = keep - 1; i >= 1; i--) {
            if (Files.exists(rolled(i))) {
                Files.move(rolled(i), rolled(i + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(path, rolled(1), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path rolled(int age) {
        return path.resolveSibling(path.getFileName() + "." + age);
    }

    void close() {
        OutputStream open = out;
        out = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // The write that matters has failed or succeeded already; the next one opens anew.
                size = 0;
            }
        }
    }
}
