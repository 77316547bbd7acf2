package io.highgate.app.takeover;

import io.highgate.gateway.listen.port.LocalSocket;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What two gateways say to each other when the new one takes over, word by word and in turns; who
 * hears something else, or nothing in time, ends it. Confined to one thread.
 *
 * <pre>
 * new                              old
 * TAKE 1 PID ADDRESS ...  ->                        these ports are wanted
 *                         <-       GIVE ADDRESS ... descriptors of those it has follow, in this order
 * READY                   ->                        everything is open, nothing accepts yet
 *                         <-       YOURS            the old one has stopped to accept
 * ACCEPTING               ->
 *                         <-       BYE              the old one has let go, and drains
 * </pre>
 *
 * Until ACCEPTING is heard the old process goes on as if nothing had been, whatever becomes of the new
 * one.
 */
final class Dialogue implements Closeable {

    static final String TAKE = "TAKE";
    static final String GIVE = "GIVE";
    static final String READY = "READY";
    static final String YOURS = "YOURS";
    static final String ACCEPTING = "ACCEPTING";
    static final String BYE = "BYE";

    /** The only version there is of all this. */
    static final String VERSION = "1";

    /** What begins an answer that ends the dialogue, with the reason behind it. */
    private static final String NO = "NO";

    /** For an answer that takes the other side no time to speak of. */
    static final Duration SOON = Duration.ofSeconds(10);

    /** For a new process to read its files, open what is new and look up names. */
    static final Duration START = Duration.ofMinutes(1);

    /** More ports than any configuration has. */
    private static final int MOST = 256;

    private final LocalSocket line;

    private Dialogue(LocalSocket line) {
        this.line = line;
    }

    /** Begins, if it is this process's own user that speaks: no other may give or get ports. */
    static Dialogue over(LocalSocket line) throws IOException {
        int peer = line.peerUser();
        int own = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        if (peer != own) {
            line.close();
            throw new IOException("user " + peer + " runs the other process, and user " + own + " this one");
        }
        return new Dialogue(line);
    }

    void say(String word, List<String> rest) throws IOException {
        line.patience(SOON);
        line.say(rest.isEmpty() ? word : word + " " + String.join(" ", rest));
    }

    void say(String word) throws IOException {
        say(word, List.of());
    }

    /** Ends it with a reason that the other side tells its operator. */
    void refuse(String reason) throws IOException {
        say(NO, List.of(reason.replaceAll("\\p{Cntrl}", " ")));
    }

    /** Waits for that word; what came behind it. */
    List<String> expect(String word, Duration atMost) throws IOException {
        line.patience(atMost);
        List<String> words = List.of(line.hear().split(" ", -1));
        if (words.getFirst().equals(NO)) {
            throw new IOException(
                    "the other process says: " + String.join(" ", words).substring(NO.length()));
        }
        if (!words.getFirst().equals(word) || words.size() > MOST) {
            throw new IOException("the other process does not say " + word + ": is it another version?");
        }
        return words.subList(1, words.size());
    }

    void give(int descriptor) throws IOException {
        line.give(descriptor);
    }

    int receive() throws IOException {
        return line.receive();
    }

    @Override
    public void close() throws IOException {
        line.close();
    }
}
