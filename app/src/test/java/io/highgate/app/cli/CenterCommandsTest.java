package io.highgate.app.cli;

import io.highgate.app.cli.ScriptedCenter.Scripted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code highgate cells}, {@code instances}, {@code drain} and {@code restore} at a center that is scripted. */
@Timeout(60)
class CenterCommandsTest {

    @TempDir
    Path folder;

    private ScriptedCenter center;

    @BeforeEach
    void start() throws IOException {
        center = ScriptedCenter.start();
        center.instance("billing", "b1", "up");
        center.instance("crm", "c1", "down");
        center.instance("orders", "10.0.0.7:9001", "up");
        center.instance("orders", "[fd00::1]:9001", "draining");
        center.instance("orders", "o3", "up");
    }

    @AfterEach
    void stop() {
        center.close();
    }

    private Run run(String... arguments) {
        return Run.of(folder, center.environment(), arguments);
    }

    @Test
    void cellsAreListedFromAllPages() {
        Run run = run("cells");

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        "CELL     INSTANCES  UP  DOWN  DRAINING",
                        "billing          1   1     0         0",
                        "crm              1   0     1         0",
                        "orders           3   2     0         1");
        assertThat(center.asked)
                .containsExactly("GET /api/center/cells?limit=1000", "GET /api/center/cells?limit=1000&after=crm");
    }

    @Test
    void asJsonAllPagesAreOne() {
        assertThat(run("cells", "--json", "--state", "down").out()).isEqualTo("""
                        {"items":[{"cell":"crm","instances":1,"up":0,"down":1,"draining":0}],"total":1}
                        """);
        assertThat(run("instances", "orders", "--json").out())
                .startsWith("{\"items\":[{\"cell\":\"orders\",\"id\":\"10.0.0.7:9001\",")
                .endsWith("],\"total\":3}\n")
                .hasLineCount(1);
    }

    @Test
    void instancesShowWhereTheyAreAndWhetherTheyGetRequests() {
        center.instances.getFirst().putAll(Map.of("tls", true, "zone", "west", "version", "1.2.3", "lease", 0));
        Run run = run("instances");

        assertThat(run.code()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        "KEY                    ADDRESS                WEIGHT  ZONE  VERSION  STATE     LEASE",
                        "billing/b1             https://10.0.0.7:9001       1  west  1.2.3    up        for good",
                        "crm/c1                 10.0.0.7:9001               1  -     -        down      3s",
                        "orders/10.0.0.7:9001   10.0.0.7:9001               1  -     -        up        3s",
                        "orders/[fd00::1]:9001  10.0.0.7:9001               1  -     -        draining  3s",
                        "orders/o3              10.0.0.7:9001               1  -     -        up        3s");
    }

    @Test
    void instancesOfACellInAStateAreWhatTheCenterIsAskedFor() {
        assertThat(run("instances", "orders", "--state", "DRAINING").out())
                .hasLineCount(2)
                .contains("orders/[fd00::1]:9001");
        assertThat(center.asked).containsExactly("GET /api/center/instances?cell=orders&state=draining&limit=1000");
    }

    @Test
    void aMistypedCellGetsASuggestionAndAnEmptyAnswerIsNone() {
        Run run = run("instances", "ordres");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("no cell is called 'ordres'; did you mean 'orders'?");
        assertThat(run("instances", "billing", "--state", "down").code()).isZero();
    }

    @Test
    void instancesAreDrainedAndRestored() {
        Run drained = run("drain", "Orders/10.0.0.7:9001", "orders/[fd00::1]:9001");

        assertThat(drained.code()).isZero();
        assertThat(drained.out().lines())
                .containsExactly("orders/10.0.0.7:9001 is draining", "orders/[fd00::1]:9001 is draining");
        assertThat(center.asked)
                .containsExactly(
                        "POST /api/center/cells/orders/instances/10.0.0.7%3A9001/drain",
                        "POST /api/center/cells/orders/instances/%5Bfd00%3A%3A1%5D%3A9001/drain");
        assertThat(run("restore", "orders/10.0.0.7:9001", "--json").out())
                .contains("\"id\":\"10.0.0.7:9001\"", "\"state\":\"up\"", "\"total\":1");
    }

    @Test
    void oneInstanceThatIsNotThereDoesNotKeepTheOthers() {
        Run run = run("drain", "orders/10.0.0.7:9002", "orders/o3");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("there is no instance 'orders/10.0.0.7:9002'; did you mean 'orders/10.0.0.7:9001'?");
        assertThat(run.out()).isEqualTo("orders/o3 is draining\n");
    }

    @Test
    void nothingIsDrainedIfOneOfThemCannotBeAKey() {
        Run run = run("drain", "orders/o3", "orders", "orders/..", "orders/a/b");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("'orders' is not", "'orders/..' is not", "'orders/a/b' is not", "cell/id");
        assertThat(center.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "instances --state dwon",
                "cells --watch=0",
                "cells --watch=soon",
                "cells --center ftp://center",
                "cells --center http://center:8005/api",
                "cells --center http://my_center:8005",
                "drain",
                "cells --key",
                "cells --token-file no-such-file --key sk"
            })
    void whatIsNotUnderstoodIsWrongUsage(String line) {
        Run run = run(line.split(" ", -1));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).isNotBlank();
        assertThat(center.asked).isEmpty();
    }

    @Test
    void aCenterThatIsAwayIsNamedTogetherWithTheWayOut() {
        center.close();
        Run run = run("cells");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains(center.url(), "connection refused", "--center", "HIGHGATE_CENTER");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aHostThatIsNotThereIsNamed() {
        Run run = run("cells", "--center", "http://no-such-host.invalid:8005");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("no-such-host.invalid", "no host of this name");
    }

    @ParameterizedTest
    @CsvSource({
        "401, UNAUTHORIZED,        1, 'is it enabled'",
        "403, FORBIDDEN,           1, 'operator with a higher role'",
        "400, BAD_REQUEST,         1, 'said so'",
        "409, CONFLICT,            1, 'Look again'",
        "412, PRECONDITION_FAILED, 1, 'Look again'",
        "429, RATE_LIMIT,          3, 'try again in 7 s'",
        "503, STORE_AWAY,          3, 'try again in 7 s'",
        "500, INTERNAL,            3, 'request r-1'"
    })
    void whatACenterRefusesIsSaidWithWhatToDo(int status, String code, int exit, String hint) {
        Map<String, String> after = status == 429 || status == 503 ? Map.of("Retry-After", "7") : Map.of();
        center.next.add(Scripted.error(status, code, "said so", after));
        Run run = run("cells");

        assertThat(run.code()).isEqualTo(exit);
        assertThat(run.err()).contains("not done: said so (" + code + ", request r-1)", hint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | text/html | <html>no such page</html>",
                "200 | text/html | <html>hello</html>",
                "302 | text/html | moved",
                "200 | application/json | []",
                "200 | application/json | {}",
                "200 | application/json | {\"items\": 7}",
                "200 | application/json | {\"items\": [7]}",
                "200 | application/json | {\"items\": [{\"cell\": 7}]}",
                "500 | application/json | {\"error\": \"other words\"}"
            })
    void whoeverIsNoCenterIsNotBelieved(int status, String type, String body) {
        center.next.add(new Scripted(status, type, body, Map.of("Location", center.url() + "/elsewhere")));
        Run run = run("cells");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("not done: ").doesNotContain("defect");
        assertThat(center.asked).hasSize(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aListThatDoesNotEndIsLeft() {
        center.next.add(Scripted.json(200, Map.of("items", java.util.List.of(), "total", 0, "next", "again")));

        assertThat(run("cells").code()).isZero();
        assertThat(center.asked).hasSize(1);
    }

    @Test
    void whatOthersWroteDoesNotSteerTheTerminal() {
        center.instances.getFirst().put("version", "1\u001b[2J\n2");
        center.next.add(Scripted.error(403, "FORBIDDEN", "\u001b]0;title\u0007", Map.of()));

        assertThat(run("cells").err()).doesNotContain("\u001b").contains("?]0;title?");
        assertThat(run("instances").out()).doesNotContain("\u001b").contains("1?[2J?2");
    }

    @Test
    void aSecretIsNeverSentOrPrinted() {
        Map<String, String> environment = new HashMap<>(center.environment());
        environment.put("HIGHGATE_SECRET", "the-wrong-secret");
        Run run = Run.of(folder, environment, "cells");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out() + run.err() + center.asked + center.bodies).doesNotContain("the-wrong-secret");
        assertThat(run.err()).contains("sk-jane");
    }
}
