package io.highgate.drills.takeover;

import io.highgate.drills.process.Child;
import io.highgate.drills.process.Program;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Stands between two gateways while one takes over, and holds back one word of what they say, so that
 * a fault can be caused at exactly that point. Serves one dialogue. Thread-safe.
 */
final class Between implements AutoCloseable {

    private final Path socket;
    private final Child process;
    private final String word;

    private Between(Path socket, Child process, String word) {
        this.socket = socket;
        this.process = process;
        this.word = word;
    }

    /** Waits for a new process, to pass it on to the gateway that has its state in that folder. */
    static Between holding(String word, Path folder) {
        return holding(word, "between", folder);
    }

    /** The same by a name of its own, for one of several. */
    static Between holding(String word, String name, Path folder) {
        String python = Program.needed("python3", "python3").toString();
        Path script = folder.resolve("between.py");
        try (InputStream in = Objects.requireNonNull(Between.class.getResourceAsStream("/takeover/between.py"))) {
            Files.deleteIfExists(script);
            Files.copy(in, script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path socket = folder.resolve(name + "-" + word + ".sock");
        Child process = Child.start(
                folder.resolve(name + "-" + word + ".log"),
                Map.of(),
                List.of(
                        python,
                        script.toString(),
                        socket.toString(),
                        meeting(folder).toString(),
                        word));
        process.awaitOutput("between");
        return new Between(socket, process, word);
    }

    /** Where the gateway waits that runs in a folder. */
    private static Path meeting(Path folder) {
        try (var files = Files.list(folder.resolve(".highgate/state/run"))) {
            return files.filter(it -> it.toString().endsWith(".sock"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no gateway waits below " + folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a new process is told with {@code --take-over-socket}. */
    String socket() {
        return socket.toString();
    }

    /** Waits until the word has been said, and is held. */
    void awaitWord() {
        process.awaitOutput("holding " + word);
    }

    /** Lets it pass, and all that follows, unless one side has lost its patience already. */
    void release() {
        if (process.isAlive()) {
            process.signal("USR1");
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
