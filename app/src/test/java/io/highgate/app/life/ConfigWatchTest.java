package io.highgate.app.life;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.highgate.app.life.ConfigFixture.good;
import static io.highgate.app.life.ConfigFixture.source;
import static io.highgate.app.life.ConfigFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

class ConfigWatchTest {

    private static final String NOTHING_READABLE = "gone";

    @TempDir
    Path folder;

    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private Path file;
    private @Nullable ConfigWatch watch;

    @BeforeEach
    void aFile() throws IOException {
        file = write(folder.resolve("highgate.yaml"), good("first"));
    }

    @AfterEach
    void stop() {
        if (watch != null) {
            watch.close();
        }
    }

    @Test
    void seesAFileWrittenInPlace() throws Exception {
        watching(file);
        write(file, good("second"));

        assertThat(next()).isEqualTo(good("second"));
    }

    @Test
    void seesAFileReplacedByARename() throws Exception {
        watching(file);
        Path beside = write(folder.resolve(".highgate.yaml.swp"), good("second"));
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);

        assertThat(next()).isEqualTo(good("second"));
    }

    @Test
    void seesKubernetesSwitchItsSymbolicLink() throws Exception {
        Path mount = kubernetesMount();
        Path mounted = mount.resolve("highgate.yaml");
        watching(mounted);
        version(mount, "..2", good("second"));
        Path next = Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of("..2"));
        Files.move(next, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

        assertThat(next()).isEqualTo(good("second"));
    }

    @Test
    void seesAFileThatComesBack() throws Exception {
        watching(file);
        Files.delete(file);
        assertThat(next()).isEqualTo(NOTHING_READABLE);
        write(file, good("second"));

        assertThat(next()).isEqualTo(good("second"));
    }

    @Test
    void seesANewFileInAFolder() throws Exception {
        Path routes = Files.createDirectory(folder.resolve("routes.d"));
        write(routes.resolve("a.yaml"), good("a"));
        watching(routes);
        write(routes.resolve("b.yaml"), good("b"));

        assertThat(next()).isNotNull();
    }

    @Test
    void aFileThatIsTouchedButHoldsTheSameIsNoChange() throws Exception {
        watching(file);
        write(file, good("first"));
        Path beside = write(folder.resolve(".beside"), good("first"));
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        write(file, good("second"));

        assertThat(next()).isEqualTo(good("second"));
        assertThat(seen).isEmpty();
    }

    @Test
    void readsAgainWhenAskedAlthoughNothingChanged() throws Exception {
        watching(file).ask();

        assertThat(next()).isEqualTo(good("first"));
    }

    @Test
    void goesOnAfterADefectInWhatItCalls() throws Exception {
        watch = new ConfigWatch(
                Watched.config(source(file), Set::of, source(file).fingerprint(), () -> {
                    seen.add("called");
                    throw new IllegalStateException("a defect, for the test");
                }));
        watch.start();
        write(file, good("second"));
        assertThat(next()).isEqualTo("called");
        write(file, good("third"));

        assertThat(next()).isEqualTo("called");
    }

    @Test
    void anInPlaceWriteBetweenFirstReadAndStartIsSeen() throws Exception {
        Fingerprint before = source(file).fingerprint();
        write(file, good("second"));
        watch = new ConfigWatch(Watched.config(source(file), Set::of, before, () -> seen.add(text(file))));
        watch.start();

        assertThat(next()).isEqualTo(good("second"));
    }

    @Test
    void aChangeOfAFileThatTheConfigurationNamesIsSeen() throws Exception {
        Path certificate = Files.createDirectory(folder.resolve("certificates")).resolve("a.crt");
        write(certificate, "one");
        Set<Path> named = Set.of(certificate);
        watch = new ConfigWatch(Watched.config(
                source(file), () -> named, source(file).fingerprint().with(named), () -> seen.add(text(certificate))));
        watch.start();
        write(certificate, "two");
        assertThat(next()).isEqualTo("two");
        Files.delete(certificate);
        assertThat(next()).isEqualTo(NOTHING_READABLE);
        assertThat(seen).isEmpty();
    }

    /** Each kind of file has its own consequences: an endpoint that comes is no reason to read the configuration. */
    @Test
    void otherFilesAreWatchedBesideTheConfigurationAndForThemselves() throws Exception {
        Path mount = kubernetesMount();
        Path list = mount.resolve("highgate.yaml");
        ConfigSource source = source(file);
        watch = new ConfigWatch(
                Watched.config(source, Set::of, source.fingerprint(), () -> seen.add("configuration")),
                Watched.files(() -> Set.of(list), () -> seen.add(text(list))));
        watch.start();
        assertThat(next()).isEqualTo(good("first"));
        version(mount, "..2", good("second"));
        Path next = Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of("..2"));
        Files.move(next, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        assertThat(next()).isEqualTo(good("second"));
        Files.delete(list);
        assertThat(next()).isEqualTo(NOTHING_READABLE);
        write(file, good("third"));
        assertThat(next()).isEqualTo("configuration");
        assertThat(seen).isEmpty();
    }

    private ConfigWatch watching(Path watched) {
        ConfigSource source = source(watched);
        ConfigWatch started =
                new ConfigWatch(Watched.config(source, Set::of, source.fingerprint(), () -> seen.add(text(watched))));
        watch = started;
        started.start();
        return started;
    }

    private Path kubernetesMount() throws IOException {
        Path mount = Files.createDirectory(folder.resolve("config"));
        version(mount, "..1", good("first"));
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("..1"));
        Files.createSymbolicLink(mount.resolve("highgate.yaml"), Path.of("..data/highgate.yaml"));
        return mount;
    }

    private static void version(Path mount, String name, String text) throws IOException {
        write(Files.createDirectory(mount.resolve(name)).resolve("highgate.yaml"), text);
    }

    private @Nullable String next() throws InterruptedException {
        return seen.poll(10, TimeUnit.SECONDS);
    }

    private static String text(Path file) {
        try {
            return Files.isDirectory(file) ? "folder" : Files.readString(file);
        } catch (IOException e) {
            return NOTHING_READABLE;
        }
    }
}
