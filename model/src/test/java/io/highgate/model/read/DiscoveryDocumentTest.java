package io.highgate.model.read;

import io.highgate.base.problem.Problem;
import io.highgate.base.problem.Problem.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The examples of docs/discovery.md about other registries are configurations that can be used. */
class DiscoveryDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/discovery.md");
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(registries:.*?)```", Pattern.DOTALL);

    @Test
    void everyExampleOfRegistriesIsAcceptedWithoutAnError() throws IOException {
        List<String> examples = EXAMPLE.matcher(Files.readString(DOCUMENT))
                .results()
                .map(it -> it.group(1))
                .toList();
        assertThat(examples).isNotEmpty();
        assertThat(examples).allSatisfy(example -> {
            ReadResult result = new ConfigReader(OcelotSource.NONE)
                    .read("discovery.md", example, ReadOptions.strict(), Map.of("CONSUL_TOKEN", "0b7e"));
            assertThat(result.problems().stream()
                            .filter(it -> it.severity() == Severity.ERROR)
                            .map(Problem::toString))
                    .as(example)
                    .isEmpty();
        });
    }
}
