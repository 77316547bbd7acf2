package io.highgate.app.cli;

import io.highgate.app.cli.ScriptedCenter.Scripted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** {@code highgate audit} at a center that is scripted. */
@Timeout(60)
class AuditCommandTest {

    @TempDir
    Path folder;

    private ScriptedCenter center;

    @BeforeEach
    void start() throws IOException {
        center = ScriptedCenter.start();
        for (int id = 1; id <= 5; id++) {
            center.entry(id, "drain", "orders/ö" + id);
        }
    }

    @AfterEach
    void stop() {
        center.close();
    }

    private Run run(String... arguments) {
        return Run.of(folder, center.environment(), arguments);
    }

    @Test
    void entriesAreShownYoungestFirstFromAllPages() {
        Run run = run("audit");

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).hasLineCount(6);
        assertThat(run.out().lines().skip(1).findFirst())
                .contains("2026-01-31T12:00:00Z  operator jane  drain   orders/ö5  -       draining  r-5");
    }

    @Test
    void noMoreAreAskedForThanAreWanted() {
        assertThat(run("audit", "--limit", "3", "--json").out())
                .contains("\"id\":5", "\"id\":4", "\"id\":3")
                .doesNotContain("\"id\":2", "total")
                .hasLineCount(1);
        assertThat(center.asked)
                .containsExactly("GET /api/center/audit?limit=3", "GET /api/center/audit?limit=1&before=4");
    }

    @Test
    void theSpanIsWhatTheCenterIsAskedFor() {
        assertThat(run(
                                "audit",
                                "--since",
                                "2026-01-01",
                                "--to",
                                "2026-01-31T13:00:00+01:00",
                                "--cell",
                                "orders",
                                "--limit",
                                "1")
                        .code())
                .isZero();
        assertThat(center.asked.getFirst())
                .isEqualTo("GET /api/center/audit?since=2026-01-01T00%3A00%3A00Z&to=2026-01-31T12%3A00%3A00Z"
                        + "&cell=orders&limit=1");
    }

    @Test
    void allOfItIsSavedInAFile() throws IOException {
        Path file = folder.resolve("audit.ndjson");
        Files.writeString(file, "of yesterday");
        Run run = run("audit", "--export", file.toString(), "--cell", "orders");

        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo("5 entries saved in " + file + "\n");
        assertThat(Files.readAllLines(file)).hasSize(5).first().asString().contains("\"id\":5");
        assertThat(folder.toFile().list()).containsExactly("audit.ndjson");
        assertThat(center.asked).containsExactly("GET /api/center/audit/export?cell=orders");
    }

    @Test
    void anExportToStandardOutputIsNothingElse() {
        assertThat(run("audit", "--export", "-").out())
                .hasLineCount(5)
                .startsWith("{\"id\":5,")
                .contains("orders/ö1");
    }

    @Test
    void aFileOfBeforeStaysIfTheExportFails() throws IOException {
        Path file = Files.writeString(folder.resolve("audit.ndjson"), "of yesterday");
        center.next.add(Scripted.error(403, "FORBIDDEN", "not you", Map.of()));

        assertThat(run("audit", "--export", file.toString()).code()).isEqualTo(1);
        assertThat(run("audit", "--export", folder.resolve("no/such/folder").toString()))
                .satisfies(it -> {
                    assertThat(it.code()).isEqualTo(3);
                    assertThat(it.err()).contains("cannot write");
                });
        assertThat(file).hasContent("of yesterday");
        assertThat(folder.toFile().list()).containsExactly("audit.ndjson");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "audit --limit 0",
                "audit --limit 100001",
                "audit --limit many",
                "audit --since yesterday",
                "audit --to 2026-13-01",
                "audit --export f --limit 5",
                "audit --export f --json"
            })
    void whatIsNotUnderstoodIsWrongUsage(String line) {
        assertThat(run(line.split(" ", -1)).code()).isEqualTo(2);
        assertThat(center.asked).isEmpty();
    }

    @Test
    void timesAreWrittenAsPeopleDo() {
        Instant now = Instant.parse("2026-01-31T12:00:00Z");

        assertThat(Moment.parse("90m", now)).isEqualTo("2026-01-31T10:30:00Z");
        assertThat(Moment.parse(" 2026-01-30 ", now)).isEqualTo("2026-01-30T00:00:00Z");
        assertThat(Moment.parse("2026-01-30T01:00:00+01:00", now)).isEqualTo("2026-01-30T00:00:00Z");
        for (String wrong : new String[] {"", "90", "2026-01-30T01:00:00", "-5m", "1e9h", "999999999999d"}) {
            assertThatThrownBy(() -> Moment.parse(wrong, now)).hasMessageContaining("is not a time");
        }
    }
}
