package io.highgate.drills.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/**
 * A disk of a megabyte, mounted for one drill, that can be filled and given room again. Only root can
 * mount: a drill of anybody else is skipped. Confined to the drill's thread.
 */
public final class Tmpfs implements AutoCloseable {

    private final Path folder;
    private final Path filler;

    private Tmpfs(Path folder) {
        this.folder = folder;
        this.filler = folder.resolve("filler");
    }

    /** Mounts one on a new folder. */
    public static Tmpfs mount(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Ran mount = Ran.of("mount", "-t", "tmpfs", "-o", "size=1m", "drill", folder.toString());
        if (mount.exit() != 0) {
            throw new TestAbortedException("a full disk needs root, who may mount: " + mount.err());
        }
        return new Tmpfs(folder);
    }

    public Path folder() {
        return folder;
    }

    /** Takes all room that is left. */
    public void fill() {
        try (OutputStream out = Files.newOutputStream(filler)) {
            // Page by page, down to the last one.
            for (int i = 0; i < 1024; i++) {
                out.write(new byte[4096]);
            }
        } catch (IOException full) {
            return;
        }
        throw new AssertionError("4 MiB went on a disk of 1 MiB");
    }

    /** Gives the room back. */
    public void makeRoom() {
        try {
            Files.delete(filler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lazily, for a gateway that a failed drill has left may hold a file. */
    @Override
    public void close() {
        Ran.of("umount", "-l", folder.toString());
    }
}
