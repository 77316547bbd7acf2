package io.highgate.app.takeover;

import io.highgate.gateway.Departure;
import io.highgate.gateway.listen.ListeningSocket;
import io.highgate.gateway.listen.port.LocalPort;
import io.highgate.gateway.listen.port.LocalSocket;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running process's side of a take-over: waits for a new process and gives it the ports. Has a
 * thread of its own; a gateway where it cannot be set up serves all the same. Thread-safe.
 */
public final class HandOver implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);

    /** For a word that is about to be said. */
    private static final Duration LAST_WORD = Duration.ofSeconds(1);

    private final Path path;
    private final Departure departure;
    private final Thread thread = Thread.ofPlatform().name("hand-over").daemon().unstarted(this::run);
    private volatile @Nullable LocalPort port;
    private volatile boolean closed;

    public HandOver(Path path, Departure departure) {
        this.path = path;
        this.departure = departure;
    }

    /** Waits for a new process from now on. */
    public void start() {
        thread.start();
    }

    private void run() {
        try (LocalPort opened = open()) {
            port = opened;
            LOG.info("can be taken over at {}", path);
            while (!closed && !answered(opened)) {
                LOG.debug("waiting for the next process at {}", path);
            }
        } catch (IOException | UnsupportedOperationException e) {
            if (!closed) {
                LOG.warn("no other process can take over (at {}): {}", path, e.toString());
            }
        }
    }

    private LocalPort open() throws IOException {
        makeFolder(path);
        return LocalPort.at(path, "." + ProcessHandle.current().pid() + ".sock");
    }

    /** Where others may write they could put a socket of theirs. */
    static void makeFolder(Path path) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("not a file in a folder");
        }
        if (Files.notExists(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(folder);
        if (allowed.contains(PosixFilePermission.OTHERS_WRITE) || allowed.contains(PosixFilePermission.GROUP_WRITE)) {
            throw new IOException("others may write to the folder " + folder + "; chmod go-w");
        }
    }

    /** Talks to one process; whether it has taken over. */
    private boolean answered(LocalPort opened) throws IOException {
        LocalSocket line = opened.accept();
        try (Dialogue dialogue = Dialogue.over(line)) {
            return handOver(dialogue, opened);
        } catch (IOException e) {
            LOG.warn("the new process does not take over, this one goes on: {}", e.getMessage());
            return false;
        }
    }

    private boolean handOver(Dialogue dialogue, LocalPort opened) throws IOException {
        List<String> asked = dialogue.expect(Dialogue.TAKE, Dialogue.SOON);
        if (asked.size() < 2 || !asked.getFirst().equals(Dialogue.VERSION)) {
            dialogue.refuse("it speaks version " + Dialogue.VERSION + " of the hand-over only");
            throw new IOException("it speaks another version of the hand-over");
        }
        LOG.info("process {} wants to take over", asked.get(1));
        give(dialogue, asked.subList(2, asked.size()));
        dialogue.expect(Dialogue.READY, Dialogue.START);
        departure.pause();
        try {
            dialogue.say(Dialogue.YOURS);
            dialogue.expect(Dialogue.ACCEPTING, Dialogue.SOON);
        } catch (IOException e) {
            departure.resume();
            throw e;
        }
        LOG.info("process {} has taken over", asked.get(1));
        // Before the successor hears the last word and puts its own socket there.
        opened.close();
        departure.succeed();
        farewell(dialogue);
        return true;
    }

    private void give(Dialogue dialogue, List<String> wanted) throws IOException {
        List<ListeningSocket> given = new ArrayList<>();
        for (ListeningSocket socket : departure.sockets()) {
            if (wanted.contains(socket.bind().toString()) && socket.descriptor() >= 0) {
                given.add(socket);
            }
        }
        dialogue.say(
                Dialogue.GIVE, given.stream().map(it -> it.bind().toString()).toList());
        for (ListeningSocket socket : given) {
            dialogue.give(socket.descriptor());
        }
    }

    /** The ports have changed hands already: a successor that does not hear it changes nothing. */
    private static void farewell(Dialogue dialogue) {
        try {
            dialogue.say(Dialogue.BYE);
        } catch (IOException e) {
            LOG.debug("the successor has not heard the last word: {}", e.toString());
        }
    }

    /** Waits for no successor any more; one that is being talked to hears the rest. */
    @Override
    public void close() {
        closed = true;
        LocalPort open = port;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.debug("{} is closed already: {}", path, e.toString());
            }
        }
        try {
            thread.join(LAST_WORD);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
