package io.highgate.app.life;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Some files that are watched together, and what is done when one of them holds something else.
 * Confined to the watch's thread but for its making.
 */
public final class Watched {

    private final Supplier<Set<Path>> folders;
    private final Supplier<Fingerprint> content;
    private final Runnable changed;
    private Fingerprint seen;

    private Watched(Supplier<Set<Path>> folders, Supplier<Fingerprint> content, Fingerprint first, Runnable changed) {
        this.folders = folders;
        this.content = content;
        this.seen = first;
        this.changed = changed;
    }

    /**
     * A configuration, with the files it names; when it names other ones than before, it is read once
     * more, because they may have changed since.
     *
     * @param named what it names now, as certificates
     * @param first what the files held before they were read for the first time
     */
    public static Watched config(ConfigSource files, Supplier<Set<Path>> named, Fingerprint first, Runnable changed) {
        return new Watched(
                () -> files.folders(named.get()), () -> files.fingerprint().with(named.get()), first, changed);
    }

    /** Files of whatever kind; looked at once at the beginning, because nobody knows when they were read. */
    public static Watched files(Supplier<Set<Path>> files, Runnable changed) {
        return new Watched(
                () -> ConfigSource.folders(List.copyOf(files.get())),
                () -> Fingerprint.of(files.get().stream().sorted().toList()),
                new Fingerprint("unseen"),
                changed);
    }

    /** The folders in which something changes when the files do. */
    Set<Path> folders() {
        return folders.get();
    }

    /** What the files hold now. */
    Fingerprint content() {
        return content.get();
    }

    boolean isSeen(Fingerprint now) {
        return now.equals(seen);
    }

    /** From now on this is known, and whoever wanted to be told is. */
    void see(Fingerprint now) {
        seen = now;
        changed.run();
    }
}
