package io.highgate.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A command that asks a center starts fast: it loads nothing of what serves. */
@Timeout(60)
class CenterStartTest {

    @TempDir
    Path folder;

    @Test
    void noServerIsLoadedToAskOne() throws IOException, InterruptedException {
        Path loaded = folder.resolve("loaded");
        try (ScriptedCenter center = ScriptedCenter.start()) {
            center.instance("orders", "o1", "up");
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xlog:class+load:file=" + loaded,
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "io.highgate.app.Highgate",
                            "instances")
                    .directory(folder.toFile())
                    .redirectErrorStream(true);
            builder.environment().putAll(center.environment());
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(said).contains("orders/o1").hasLineCount(2);
            assertThat(process.exitValue()).isZero();
        }
        List<String> ours = Files.readAllLines(loaded);
        assertThat(ours).anyMatch(it -> it.contains("io.highgate.app.center.ask.CenterClient"));
        assertThat(ours)
                .noneMatch(it -> it.contains(" io.netty.") || it.contains(" io.helidon."))
                .noneMatch(it -> it.contains(" io.highgate.gateway.") || it.contains(" io.highgate.center."));
    }
}
