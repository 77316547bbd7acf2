package io.highgate.app.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CommandTreeTest {

    private static final String GOOD = """
            upstreams: { cell: { endpoints: [ "127.0.0.1:9001" ] } }
            routes:
              - { name: orders, path: "/orders/{id}", methods: [ GET ], upstream: cell }
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "gateway",
                "center",
                "standalone",
                "check",
                "explain",
                "convert",
                "user",
                "key",
                "version",
                "completion",
                "cells",
                "instances",
                "drain",
                "restore",
                "audit",
                "service-key"
            })
    void everyCommandHasHelpWithExamplesAndExitCodes(String command) {
        Run run = Run.of(folder, command, "--help");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("./highgate", "Exit code", "xample");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V", "version"})
    void itTellsItsVersion(String word) {
        Run run = Run.of(folder, word);

        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("highgate ").contains("Java " + Runtime.version());
    }

    @Test
    void withoutACommandItSaysWhatThereIs() {
        Run run = Run.of(folder);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("demo", "gateway", "check", "explain", "convert", "completion");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gatewya", "--nonsense", "check --nope x", "demo --port many", "demo --port 65535"})
    void whatIsNotUnderstoodIsWrongUsage(String line) {
        Run run = Run.of(folder, line.split(" ", -1));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).isNotBlank();
    }

    @Test
    void aMistypedCommandGetsASuggestion() {
        assertThat(Run.of(folder, "gatewya").err()).contains("gateway");
    }

    @Test
    void aGatewayWithoutConfigurationSaysWhatIsMissing() {
        Run run = Run.of(folder, "gateway");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--config", "highgate.yaml", "upstreams:", "routes:");
    }

    @Test
    void theExampleOfAMissingConfigurationIsAGoodOne() throws IOException {
        String example = Run.of(folder, "gateway")
                .err()
                .lines()
                .filter(line -> line.startsWith("  ") && !line.contains("./highgate"))
                .map(line -> line.substring(2))
                .reduce("", (before, line) -> before + line + "\n");

        assertThat(Run.of(folder, "check", write("highgate.yaml", example).toString())
                        .out())
                .contains("1 routes to 1 upstreams; 0 errors, 0 warnings");
    }

    @Test
    void aGatewayDoesNotStartFromABrokenFile() throws IOException {
        write("highgate.yaml", "routs: []\n");
        Run run = Run.of(folder, "gateway");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("error: ", "routs", "not started");
    }

    @Test
    void aTakenPortIsNamedTogetherWithTheWayOut() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Run run = Run.of(folder, "demo", "--port", Integer.toString(taken.getLocalPort()));

            assertThat(run.code()).isEqualTo(3);
            assertThat(run.err()).contains(Integer.toString(taken.getLocalPort()), "--port");
        }
    }

    @Test
    void explainNamesTheRouteAndWhatBecomesOfTheRequest() throws IOException {
        String file = write("highgate.yaml", GOOD).toString();
        Run run = Run.of(folder, "explain", "--config", file, "GET", "/orders/42", "-H", "X-A: b");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("route orders", "{id} = 42", "cell");
    }

    @Test
    void explainSaysWhyNoRouteMatches() throws IOException {
        String file = write("highgate.yaml", GOOD).toString();
        Run run = Run.of(folder, "explain", "--config", file, "POST", "/orders/42");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("no route matches", "not orders");
    }

    @Test
    void explainRefusesWhatIsNoRequest() throws IOException {
        String file = write("highgate.yaml", GOOD).toString();

        assertThat(Run.of(folder, "explain", "--config", file, "GET", "/a b").code())
                .isEqualTo(1);
        assertThat(Run.of(folder, "explain", "--config", file, "GET").code()).isEqualTo(2);
    }

    @Test
    void whatConvertWritesCanBeChecked() throws IOException {
        String file = write("highgate.yaml", GOOD).toString();
        Path converted = folder.resolve("out.yaml");

        assertThat(Run.of(folder, "convert", file, "-o", converted.toString()).code())
                .isZero();
        assertThat(Run.of(folder, "check", converted.toString()).code()).isZero();
        assertThat(Run.of(folder, "convert", file).out()).isEqualTo(Files.readString(converted));
    }

    @Test
    void convertSaysWhenItCannotReadOrWrite() throws IOException {
        String good = write("highgate.yaml", GOOD).toString();
        String bad = write("bad.json", "{ \"Routes\": [ { \"UpstreamPathTemplat\": 1 } ] }")
                .toString();

        assertThat(Run.of(folder, "convert", bad)).satisfies(run -> {
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("not converted");
        });
        assertThat(Run.of(
                                folder,
                                "convert",
                                good,
                                "-o",
                                folder.resolve("no/such/out.yaml").toString())
                        .code())
                .isEqualTo(3);
    }

    @Test
    void completionKnowsEveryCommand() {
        assertThat(Run.of(folder, "completion").out())
                .contains("demo gateway center standalone check explain convert user key cells instances drain restore"
                        + " audit service-key version completion");
    }

    @Test
    void aNewKeyIsShownWithWhatTheConfigurationKeepsOfIt() throws IOException {
        Run run = Run.of(folder, "key", "new", "shop");
        String key = run.out()
                .lines()
                .filter(it -> it.startsWith("  hgk_"))
                .findFirst()
                .orElse("")
                .strip();

        assertThat(run.code()).isZero();
        assertThat(key).matches("hgk_[A-Za-z0-9_-]{43}");
        String settings = run.out()
                .lines()
                .dropWhile(it -> !it.contains("authenticators:"))
                .takeWhile(it -> !it.isEmpty())
                .map(it -> it.substring(2) + "\n")
                .reduce("", String::concat);
        assertThat(settings).contains("sha256:").doesNotContain(key);
        assertThat(Run.of(
                                folder,
                                "check",
                                write("highgate.yaml", GOOD + settings).toString())
                        .code())
                .isZero();
        assertThat(Run.of(folder, "key", "new", "a b").code()).isEqualTo(2);
        assertThat(Run.of(folder, "key", "new").code()).isEqualTo(2);
        assertThat(Run.of(folder, "key").code()).isEqualTo(2);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
