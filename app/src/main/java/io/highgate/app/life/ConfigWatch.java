package io.highgate.app.life;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
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

    private final List<Watched> all;
    private final Thread thread;
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile boolean closed;

    /**
     * Starts nothing yet.
     *
     * @param all called back on the watch's thread when they hold something else, or when asked
     */
    public ConfigWatch(Watched... all) {
        this.all = List.of(all);
        this.thread = Thread.ofPlatform().name("config-watch").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Has the files read soon, changed or not (SIGHUP). From any thread. */
    public void ask() {
        asked.set(true);
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
                Set<Path> folders = new LinkedHashSet<>();
                all.forEach(it -> folders.addAll(it.folders()));
                notices.follow(folders);
                look(noticed);
                noticed = awaitReason(notices);
            }
        }
    }

    /** Naps until there is a reason to look; says whether it was more than the time. */
    private boolean awaitReason(FolderNotices notices) {
        long naps = LOOK.dividedBy(NAP);
        for (long nap = 0; nap < naps && !closed; nap++) {
            if (notices.await(NAP) || asked.get()) {
                return true;
            }
        }
        return false;
    }

    private void look(boolean noticed) {
        boolean wanted = asked.getAndSet(false);
        for (Watched watched : all) {
            Fingerprint now = watched.content();
            if (noticed || !watched.isSeen(now)) {
                now = settled(watched, now);
            }
            if (wanted || !watched.isSeen(now)) {
                callBack(watched, now);
            }
        }
    }

    private Fingerprint settled(Watched watched, Fingerprint first) {
        Fingerprint last = first;
        for (int i = 0; i < SETTLE_TRIES && !closed; i++) {
            Pause.of(SETTLE);
            Fingerprint now = watched.content();
            if (now.equals(last)) {
                return now;
            }
            last = now;
        }
        return last;
    }

    /** A named edge: a defect in what is called must not end the watch. */
    private static void callBack(Watched watched, Fingerprint now) {
        try {
            watched.see(now);
        } catch (RuntimeException e) {
            LOG.error("What has changed could not be read; what was known goes on", e);
        }
    }
}
