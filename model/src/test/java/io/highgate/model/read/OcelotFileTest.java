package io.highgate.model.read;

import io.highgate.base.problem.Problem;
import io.highgate.base.problem.Problem.Severity;
import io.highgate.model.ocelot.Compat;
import io.highgate.model.ocelot.read.OcelotReader;
import io.highgate.model.print.NativeYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Ocelot's reader behind the reader of everything. */
class OcelotFileTest {

    private static final String ROUTES = """
            { // as Ocelot allows
              "Routes": [
                { "UpstreamPathTemplate": "/api/crm/{everything}", "DownstreamPathTemplate": "/crm/{everything}",
                  "DownstreamScheme": "http", "DownstreamHostAndPorts": [ { "Host": "crm", "Port": 80 } ] },
              ]
            }
            """;

    private final ConfigReader reader = new ConfigReader((root, options, names, problems) ->
            new OcelotReader(options.compat(), options.lenient()).read(root, names, problems));

    @TempDir
    Path folder;

    private ReadResult read(ReadOptions options) {
        return reader.read(List.of(folder), options, Map.of());
    }

    @Test
    void whatAnOcelotFileMeansPassesTheChecksAndPrintsAsNativeText() throws IOException {
        Files.writeString(folder.resolve("ocelot.json"), ROUTES);
        for (Compat compat : Compat.values()) {
            ReadResult result = read(new ReadOptions(compat, false));
            assertThat(result.problems()).isEmpty();
            String yaml = NativeYaml.print(Objects.requireNonNull(result.spec()));
            assertThat(reader.read("printed", yaml, ReadOptions.strict(), Map.of())
                            .spec())
                    .as(yaml)
                    .isEqualTo(result.spec());
        }
    }

    @Test
    void nativeFilesBesideItAddWhatItCannotSay() throws IOException {
        Files.writeString(folder.resolve("ocelot.json"), ROUTES);
        Files.writeString(
                folder.resolve("more.yaml"), "listeners: [{bind: '127.0.0.1:9000'}]\naccessLog: {format: json}");
        ReadResult result = read(ReadOptions.strict());
        assertThat(result.problems()).isEmpty();
        assertThat(Objects.requireNonNull(result.spec()).listeners()).hasSize(1);
        assertThat(result.spec().routes()).hasSize(1);
    }

    @Test
    void aMistakeRefusesUnlessLenient() throws IOException {
        Files.writeString(
                folder.resolve("ocelot.json"), ROUTES.replace("\"DownstreamScheme\"", "\"DownstreamShceme\""));
        assertThat(read(ReadOptions.strict()).accepted()).isFalse();
        ReadResult lenient = read(new ReadOptions(Compat.OCELOT_25, true));
        assertThat(lenient.accepted()).isTrue();
        assertThat(lenient.problems()).extracting(Problem::severity).contains(Severity.WARNING);
    }
}
