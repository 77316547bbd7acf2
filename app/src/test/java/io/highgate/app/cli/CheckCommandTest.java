package io.highgate.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class CheckCommandTest {

    private static final String OCELOT = """
            { "Routes": [ {
              "UpstreamPathTemplate": "/a/{everything}", "DownstreamPathTemplate": "/{everything}",
              "DownstreamScheme": "http", "DownstreamHostAndPorts": [ { "Host": "localhost", "Port": 9001 } ]
            } ] }
            """;
    private static final String GOOD = """
            upstreams: { cell: { endpoints: [ "127.0.0.1:9001" ] } }
            routes: [ { name: all, upstream: cell } ]
            """;

    @TempDir
    Path folder;

    @Test
    void aGoodFileExitsWithZeroAndSaysWhatIsInIt() throws IOException {
        Run run = check(GOOD);

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("1 routes to 1 upstreams; 0 errors, 0 warnings, 0 not supported yet");
    }

    @Test
    void everyProblemIsListedWithItsPlaceAndTheyAreCounted() throws IOException {
        Path file = write("bad.yaml", "routes:\n  - nmae: x\n    upstraem: y\nlimits:\n  uri: much\n");
        Run run = Run.of(folder, "check", file.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains("error: " + file + ":2:")
                .contains("error: " + file + ":3:")
                .contains("error: " + file + ":5:")
                .contains("did you mean 'name'?")
                .containsPattern("cannot be used: [3-9] errors, 0 warnings");
    }

    @Test
    void aFileThatIsNotThereIsAProblem() {
        Run run = Run.of(folder, "check", folder.resolve("none.yaml").toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("none.yaml");
    }

    @Test
    void severalFilesAreOneConfiguration() throws IOException {
        Path upstreams = write("a.yaml", "upstreams: { cell: { endpoints: [ \"127.0.0.1:9001\" ] } }\n");
        Path routes = write("b.yaml", "routes: [ { name: all, upstream: cell } ]\n");

        assertThat(Run.of(folder, "check", routes.toString()).code()).isEqualTo(1);
        assertThat(Run.of(folder, "check", upstreams.toString(), routes.toString())
                        .code())
                .isZero();
    }

    @Test
    void theEnvironmentIsCheckedToo() throws IOException {
        Path file = write("good.yaml", GOOD);

        assertThat(Run.of(folder, Map.of("GATEWAY_PORT", "nonsense"), "check", file.toString())
                        .code())
                .isEqualTo(1);
    }

    @Test
    void programsGetJson() throws IOException {
        Run run = Run.of(
                folder, "check", "--json", write("bad.yaml", "routs: []\n").toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .startsWith(
                        "{\"ok\":false,\"errors\":1,\"warnings\":0,\"unsupported\":0,\"problems\":[{\"severity\":\"error\"")
                .contains("\"line\":1,\"column\":1");
    }

    @Test
    void anOcelotFileIsReadAsTheVersionAskedFor() throws IOException {
        Path file = write("ocelot.json", OCELOT);

        assertThat(Run.of(folder, "check", "--compat", "ocelot-20", file.toString())
                        .code())
                .isZero();
        assertThat(Run.of(folder, "check", "--compat", "ocelot-21", file.toString()))
                .satisfies(run -> {
                    assertThat(run.code()).isEqualTo(2);
                    assertThat(run.err()).contains("neither ocelot-20 nor ocelot-25");
                });
    }

    @Test
    void lenientGoesOnWhereStrictRefuses() throws IOException {
        String typo = OCELOT.replace("\"DownstreamScheme\"", "\"Prioirty\": 3, \"DownstreamScheme\"");
        Path file = write("ocelot.json", typo);

        assertThat(Run.of(folder, "check", file.toString()).code()).isEqualTo(1);
        assertThat(Run.of(folder, "check", "--lenient", file.toString())).satisfies(run -> {
            assertThat(run.code()).isZero();
            assertThat(run.out()).contains("warning: ", "Prioirty");
        });
    }

    @Test
    void noFileIsWrongUsage() {
        assertThat(Run.of(folder, "check").code()).isEqualTo(2);
    }

    private Run check(String text) throws IOException {
        return Run.of(folder, "check", write("highgate.yaml", text).toString());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
