package io.highgate.model.read;

import io.highgate.base.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The examples of docs/identity.md are configurations without a problem. */
class IdentityDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/identity.md");
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyExampleIsAcceptedWithoutAWarning() throws IOException {
        List<String> examples = EXAMPLE.matcher(Files.readString(DOCUMENT))
                .results()
                .map(it -> it.group(1))
                .toList();
        assertThat(examples).hasSizeGreaterThan(4);
        assertThat(examples).allSatisfy(example -> {
            ReadResult result =
                    new ConfigReader(OcelotSource.NONE).read("identity.md", example, ReadOptions.strict(), Map.of());
            assertThat(result.problems().stream().map(Problem::toString))
                    .as(example)
                    .isEmpty();
        });
    }
}
