package io.highgate.app.cli;

import io.highgate.app.cli.ScriptedCenter.Scripted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code highgate service-key} at a center that is scripted. */
@Timeout(60)
class ServiceKeyCommandsTest {

    @TempDir
    Path folder;

    private ScriptedCenter center;

    @BeforeEach
    void start() throws IOException {
        center = ScriptedCenter.start();
        center.key("sk-orders-1", "provider", "orders");
        center.key("sk-edge-1", "gateway", "edge-1");
        center.key("sk-jane-1", "operator", "jane");
        center.keys.getLast().put("role", "admin");
    }

    @AfterEach
    void stop() {
        center.close();
    }

    private Run run(String line) {
        return Run.of(folder, center.environment(), ("service-key" + line).split(" ", -1));
    }

    @Test
    void aNewKeyIsShownWithItsSecret() {
        Run run = run(" create operator jane --role viewer --group night");

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("The key of operator jane (viewer)", "only now")
                .contains("safeKey     sk-new", "safeSecret  fresh-secret-1");
        assertThat(center.asked).containsExactly("POST /api/center/keys");
        assertThat(center.bodies)
                .containsExactly(
                        "{\"kind\":\"operator\",\"subject\":\"jane\",\"role\":\"viewer\",\"group\":\"night\"}");
        assertThat(run(" create provider orders --json").out())
                .startsWith("{\"safeKey\":\"sk-new\",\"kind\":\"provider\"")
                .contains("\"safeSecret\":\"fresh-secret-1\"")
                .hasLineCount(1);
    }

    @Test
    void keysAreListedFromAllPages() {
        Run run = run(" list");

        assertThat(run.code()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        "KEY          KIND      SUBJECT  ROLE   GROUP  COUNTS  GENERATION  CREATED",
                        "sk-orders-1  provider  orders   -      -      yes              1  2026-01-31T12:00:00Z",
                        "sk-edge-1    gateway   edge-1   -      -      yes              1  2026-01-31T12:00:00Z",
                        "sk-jane-1    operator  jane     admin  -      yes              1  2026-01-31T12:00:00Z");
        assertThat(run(" list --json").out()).startsWith("{\"items\":[{").doesNotContain("total", "next");
    }

    @Test
    void keysAreRotatedDisabledAndEnabled() {
        assertThat(run(" rotate sk-orders-1").out()).contains("safeSecret  fresh-secret-2");
        assertThat(run(" disable sk-orders-1").out()).isEqualTo("key sk-orders-1 of provider orders counts no more\n");
        assertThat(run(" list").out()).contains("disabled");
        assertThat(run(" enable sk-orders-1").out()).isEqualTo("key sk-orders-1 of provider orders counts\n");
        assertThat(center.asked)
                .contains(
                        "POST /api/center/keys/sk-orders-1/rotate",
                        "POST /api/center/keys/sk-orders-1/disable",
                        "POST /api/center/keys/sk-orders-1/enable");
    }

    @Test
    void aKeyThatIsNotThereGetsASuggestion() {
        Run run = run(" disable sk-order-1");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("there is no key 'sk-order-1'; did you mean 'sk-orders-1'?");
    }

    @Test
    void whenSomebodyElseChangesItItIsSaidWhatToDo() {
        center.next.add(Scripted.error(409, "CONFLICT", "somebody else changed the key", Map.of()));
        Run run = run(" rotate sk-orders-1");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("somebody else changed the key", "Look again");
    }

    @Test
    void aCenterThatKeepsTheSecretToItselfIsNotBelieved() {
        center.next.add(Scripted.json(200, center.keys.getFirst()));
        Run run = run(" rotate sk-orders-1");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("did not say its secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " create",
                " create provider",
                " create robot x",
                " create operator jane",
                " create operator jane --role king",
                " create provider orders --role admin",
                " rotate",
                " rotate a/b",
                " disable ..",
                " forget sk-orders-1"
            })
    void whatIsNotUnderstoodIsWrongUsage(String line) {
        Run run = run(line);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).isNotBlank();
        assertThat(center.asked).isEmpty();
    }
}
