package io.highgate.gateway.flow;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The properties of the fuzzers hold for the kept corpus, always; and for what Jazzer, guided by
 * coverage, makes of it, for as many seconds as {@code highgate.fuzz.seconds} says.
 */
class FuzzTest {

    private static final int SECONDS = Integer.getInteger("highgate.fuzz.seconds", 0);

    @TempDir
    Path folder;

    private record Fuzzer(Class<?> type, Consumer<byte[]> oneInput) {

        Path corpus() {
            try {
                return Path.of(Objects.requireNonNull(FuzzTest.class.getResource("/fuzz/" + type.getSimpleName()))
                        .toURI());
            } catch (URISyntaxException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static final List<Fuzzer> FUZZERS = List.of(
            new Fuzzer(FuzzRequests.class, FuzzRequests::fuzzerTestOneInput),
            new Fuzzer(FuzzResponses.class, FuzzResponses::fuzzerTestOneInput),
            new Fuzzer(FuzzChunks.class, FuzzChunks::fuzzerTestOneInput),
            new Fuzzer(FuzzHttp2Requests.class, FuzzHttp2Requests::fuzzerTestOneInput));

    @TestFactory
    Stream<DynamicTest> theKeptCorpusObeys() {
        return FUZZERS.stream().flatMap(FuzzTest::kept);
    }

    private static Stream<DynamicTest> kept(Fuzzer fuzzer) {
        try (Stream<Path> files = Files.list(fuzzer.corpus())) {
            List<Path> all = files.sorted().toList();
            assertThat(all).isNotEmpty();
            return all.stream()
                    .map(file -> DynamicTest.dynamicTest(
                            fuzzer.type().getSimpleName() + " " + file.getFileName(),
                            () -> fuzzer.oneInput().accept(Files.readAllBytes(file))));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @TestFactory
    Stream<DynamicTest> whatJazzerFindsObeys() {
        assumeTrue(SECONDS > 0, "only where time is given: -Dhighgate.fuzz.seconds=20");
        return FUZZERS.stream()
                .map(fuzzer -> DynamicTest.dynamicTest(fuzzer.type().getSimpleName(), () -> fuzz(fuzzer)));
    }

    private void fuzz(Fuzzer fuzzer) throws IOException, InterruptedException {
        Path found = Files.createDirectory(folder.resolve(fuzzer.type().getSimpleName()));
        Path log = folder.resolve(fuzzer.type().getSimpleName() + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + fuzzer.type().getName(),
                "--instrumentation_includes=io.highgate.gateway.**",
                "--disabled_hooks=**",
                "-max_total_time=" + SECONDS,
                "--custom_hook_includes=io.highgate.gateway.**",
                "-timeout=60",
                "-artifact_prefix=" + found + "/",
                found.toString(),
                fuzzer.corpus().toString()));
        Process process = new ProcessBuilder(command)
                .directory(found.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(SECONDS * 3L + 60, TimeUnit.SECONDS);
        process.destroyForcibly();
        String said = Files.readString(log, StandardCharsets.ISO_8859_1);
        assertThat(ended && process.exitValue() == 0).as(said).isTrue();
        assertThat(said).contains("Done ");
    }
}
