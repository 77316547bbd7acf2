package io.highgate.gateway.observe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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
 * has room again. Only whole lines stay in it: half a line is taken back, and one that was found
 * there is ended. Confined to one thread.
 */
final class LogFile {

    private final Path path;
    private final long rollSize;
    private final int keep;
    private @Nullable FileChannel out;
    private long size;
    private int keptLines;
    private boolean torn;

    LogFile(Path path, long rollSize, int keep) {
        this.path = path;
        this.rollSize = rollSize;
        this.keep = keep;
    }

    void append(String text) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        keptLines = 0;
        if (out != null && size > 0 && size + octets.length > rollSize) {
            close();
            roll();
        }
        FileChannel to = out == null ? open() : out;
        ByteBuffer waiting = ByteBuffer.wrap(octets);
        try {
            if (torn) {
                size += to.write(ByteBuffer.wrap(new byte[] {'\n'}));
                torn = false;
            }
            while (waiting.hasRemaining()) {
                to.write(waiting);
            }
            size += octets.length;
        } catch (IOException e) {
            keepWholeLines(to, octets, waiting.position());
            close();
            throw e;
        }
    }

    /** How many lines of the last {@link #append} are in the file although it failed. */
    int keptLines() {
        return keptLines;
    }

    /** A full disk takes a part of a line: it goes, so that no later line sticks to it. */
    private void keepWholeLines(FileChannel to, byte[] octets, int taken) {
        int whole = taken;
        while (whole > 0 && octets[whole - 1] != '\n') {
            whole--;
        }
        for (int i = 0; i < whole; i++) {
            keptLines += octets[i] == '\n' ? 1 : 0;
        }
        try {
            to.truncate(to.size() - (taken - whole));
        } catch (IOException | IllegalArgumentException e) {
            // Not a regular file, or emptied by somebody else meanwhile: there is nothing to take back.
        }
    }

    private FileChannel open() throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        size = Files.exists(path) ? Files.size(path) : 0;
        torn = endsTorn();
        out = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return out;
    }

    /** Whether the last line has no end, because the process died in the middle of it. */
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
        FileChannel open = out;
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
