package io.highgate.app.life;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when configuration files change, however they are changed: rewritten in place, replaced by
 * a rename, or switched by Kubernetes' symbolic link. The operating system's notices make it quick,
 * a look every {@link #LOOK} makes it sure (network file systems send no notices). It acts only when
 * the content has changed and settled. Owns one thread, on which it calls back.
 */
public final class ConfigWatch implements Closeable {

    /** Between two looks when no notice came. */
    static final Duration LOOK = Duration.ofSeconds(2);
    /** How soon a request by {@link #ask} is seen. */
    private static final Duration NAP = Duration.ofMillis(200);
    /** Content that is the same this much later is no longer being written. */
    private static final Duration SETTLE = Duration.ofMillis(100);
    /** A file that never settles, as one written every moment, is read after this many tries. */
    private static final int SETTLE_TRIES = 20;

    private static final Logger LOG = LoggerFactory.getLogger(ConfigWatch.class);

    private final ConfigSource files;
    private final Supplier<Set<Path>> named;
    private final Runnable changed;
    private final Thread thread;
    private Fingerprint seen;
    private volatile boolean asked;
    private volatile boolean closed;

    /**
     * Starts nothing yet.
     *
     * @param first what the files held before they were read for the first time
     * @param changed called on the watch's thread when they hold something else, or when asked
     */
    public ConfigWatch(ConfigSource files, Fingerprint first, Runnable changed) {
        this(files, Set::of, first, changed);
    }

    /**
     * The same for a configuration that names other files; when it names other ones than before, it is
     * read once more, because they may have changed since.
     *
     * @param named what it names now, as certificates
     */
    public ConfigWatch(ConfigSource files, Supplier<Set<Path>> named, Fingerprint first, Runnable changed) {
        this.files = files;
        this.named = named;
        this.seen = first;
        this.changed = changed;
        this.thread = Thread.ofPlatform().name("config-watch").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Has the files read soon, changed or not (SIGHUP). From any thread. */
    public void ask() {
        asked = true;
    }

    /** Ends the watch; waits for a reading under way, but not for ever. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (FolderNotices notices = new FolderNotices()) {
            boolean noticed = false;
            while (!closed) {
                // In this order, so that nothing is missed between the look and the following.
                notices.follow(files.folders(named.get()));
                look(noticed);
                noticed = awaitReason(notices);
            }
        }
    }

    /** Naps until there is a reason to look; says whether it was more than the time. */
    private boolean awaitReason(FolderNotices notices) {
        long naps = LOOK.dividedBy(NAP);
        for (long nap = 0; nap < naps && !closed; nap++) {
            if (notices.await(NAP) || asked) {
                return true;
            }
        }
        return false;
    }

    private void look(boolean noticed) {
        boolean wanted = asked;
        asked = false;
        Fingerprint now = fingerprint();
        if (noticed || !now.equals(seen)) {
            now = settled(now);
        }
        if (wanted || !now.equals(seen)) {
            seen = now;
            callBack();
        }
    }

    private Fingerprint fingerprint() {
        return files.fingerprint().with(named.get());
    }

    private Fingerprint settled(Fingerprint first) {
        Fingerprint last = first;
        for (int i = 0; i < SETTLE_TRIES && !closed; i++) {
            Pause.of(SETTLE);
            Fingerprint now = fingerprint();
            if (now.equals(last)) {
                return now;
            }
            last = now;
        }
        return last;
    }

    /** A named edge: a defect in what is called must not end the watch. */
    private void callBack() {
        try {
            changed.run();
        } catch (RuntimeException e) {
            LOG.error("The configuration could not be reloaded; the running one goes on", e);
        }
    }
}
