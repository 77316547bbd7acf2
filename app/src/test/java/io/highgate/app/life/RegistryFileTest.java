package io.highgate.app.life;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What was known of cells outlives the process, for the same centers only. */
class RegistryFileTest {

    @TempDir
    Path folder;

    @Test
    void whatWasSavedIsLoadedForTheSameCentersOnly() {
        RegistryFile file = new RegistryFile(folder.resolve("state"));
        assertThat(file.load("http://a:8005")).isEmpty();
        file.save("http://a:8005", "one\n");
        file.save("http://a:8005", "two\n");
        assertThat(new RegistryFile(folder.resolve("state")).load("http://a:8005"))
                .contains("two\n");
        assertThat(file.load("http://b:8005")).isEmpty();
    }

    @Test
    void nothingIsLeftBesideIt() throws IOException {
        new RegistryFile(folder).save("http://a:8005", "one\n");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(it -> String.valueOf(it.getFileName())).toList())
                    .singleElement()
                    .asString()
                    .matches("registry-[0-9a-f]{8}\\.ndjson");
        }
    }

    @Test
    void aFolderThatCannotBeWrittenOrReadDoesNoHarm() throws IOException {
        Path taken = Files.writeString(folder.resolve("taken"), "a file where a folder should be");
        RegistryFile file = new RegistryFile(taken);
        file.save("http://a:8005", "one\n");
        assertThat(file.load("http://a:8005")).isEmpty();
        RegistryFile good = new RegistryFile(folder);
        good.save("x", "one\n");
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> kept =
                    files.filter(it -> it.toString().endsWith(".ndjson")).toList();
            Files.write(kept.getFirst(), new byte[] {(byte) 0xc3, 0x28});
        }
        assertThat(good.load("x")).isEmpty();
    }
}
