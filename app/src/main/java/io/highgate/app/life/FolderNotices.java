package io.highgate.app.life;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operating system's notices that something changed in a folder. Where there are none (a limit
 * of inotify, an odd file system) waiting just takes its time, and the caller looks for itself.
 * Confined to one thread.
 */
final class FolderNotices implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(FolderNotices.class);

    private final @Nullable WatchService service = open();
    private final Map<Path, WatchKey> followed = new HashMap<>();

    private static @Nullable WatchService open() {
        try {
            return FileSystems.getDefault().newWatchService();
        } catch (IOException e) {
            LOG.warn("No notices of changed files ({}); looking every {}", e.getMessage(), ConfigWatch.LOOK);
            return null;
        }
    }

    /** Follows exactly these folders; one that does not exist is tried again the next time. */
    void follow(Set<Path> folders) {
        WatchService open = service;
        if (open == null) {
            return;
        }
        followed.entrySet().removeIf(entry -> {
            boolean stale = !entry.getValue().isValid() || !folders.contains(entry.getKey());
            if (stale) {
                entry.getValue().cancel();
            }
            return stale;
        });
        for (Path folder : folders) {
            followed.computeIfAbsent(folder, it -> register(open, it));
        }
    }

    private static @Nullable WatchKey register(WatchService open, Path folder) {
        try {
            return folder.register(
                    open,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
        } catch (IOException e) {
            LOG.debug("No notices for {}: {}", folder, e.toString());
            return null;
        }
    }

    /** Waits for a notice, at most this long; false when none came. */
    boolean await(Duration atMost) {
        if (service == null) {
            Pause.of(atMost);
            return false;
        }
        try {
            WatchKey key = service.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
            if (key == null) {
                return false;
            }
            key.pollEvents();
            key.reset();
            return true;
        } catch (InterruptedException | ClosedWatchServiceException e) {
            return false;
        }
    }

    @Override
    public void close() {
        if (service == null) {
            return;
        }
        try {
            service.close();
        } catch (IOException e) {
            LOG.debug("The watch on folders did not close: {}", e.toString());
        }
    }
}
