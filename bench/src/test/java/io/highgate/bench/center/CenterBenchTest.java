package io.highgate.bench.center;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** The harness at a fiftieth of its size: that it still does what it says, not how fast anything is. */
class CenterBenchTest {

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void aSmallRunMeasuresEverythingAndLosesNothing() throws Exception {
        Settings settings = Settings.read(List.of(
                "--instances",
                "200",
                "--cells",
                "20",
                "--streams",
                "10",
                "--seconds",
                "2",
                "--warm-up",
                "0",
                "--changes",
                "10",
                "--firsts",
                "2",
                "--breaks",
                "1"));

        String text = CenterBench.measure(settings, List.of("a test"));

        assertThat(text.lines())
                .anyMatch(it -> it.startsWith("| 15 s/30 s | ") && it.contains(" | 0 | 0 | "))
                .anyMatch(it -> it.startsWith("| 1 s/3 s | ") && it.contains(" | 0 | 0 | "))
                .anyMatch(it -> it.startsWith("| an instance comes or goes, until a stream says so | ")
                        && it.endsWith(" | 100 |"))
                .anyMatch(it -> it.startsWith("| a new cell's registration") && it.endsWith(" | 2 |"))
                .anyMatch(it -> it.startsWith("| killed under load") && it.endsWith(" | 1 |"))
                .anyMatch(it -> it.startsWith("| failed GETs | 0.0 | 0 | met |"))
                .anyMatch(it -> it.startsWith("| octets of one change | ") && it.endsWith(" | met |"));
    }
}
