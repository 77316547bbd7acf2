package io.highgate.model.schema;

import io.highgate.base.problem.Problem;
import io.highgate.base.problem.Problems;
import io.highgate.model.env.KnownVariables;
import io.highgate.model.read.ConfigReader;
import io.highgate.model.read.OcelotSource;
import io.highgate.model.read.ReadOptions;
import io.highgate.model.text.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigDocumentsTest {

    private static final Path ROOT = root();
    private static final Path DOCS = ROOT.resolve("docs");
    private static final String RENEW =
            "is out of date: run 'mvn -pl model -am verify -Dhighgate.docs.rewrite' and commit what changed";

    /** A block is a whole configuration unless the line before says that it is a part of one. */
    private static final Pattern YAML = Pattern.compile("(<!-- a part -->\\n)?```yaml\\n(.*?)```", Pattern.DOTALL);

    private static Path root() {
        Path at = Path.of("").toAbsolutePath();
        return Files.isDirectory(at.resolve("docs")) ? at : java.util.Objects.requireNonNull(at.getParent());
    }

    private static String committed(String name) throws IOException {
        if (System.getProperty("highgate.docs.rewrite") != null) {
            ConfigDocuments.rewrite(DOCS);
        }
        return Files.readString(DOCS.resolve(name));
    }

    @Test
    void theSchemaIsTheOneOfTheRecords() throws IOException {
        assertThat(committed("configuration.schema.json")).as(RENEW).isEqualTo(ConfigSchema.print());
    }

    @Test
    void theTablesAreThoseOfTheRecords() throws IOException {
        String page = committed("configuration.md");
        assertThat(page).as(RENEW).isEqualTo(ConfigDocuments.page(page));
    }

    @Test
    void theSchemaIsJson() {
        Problems problems = new Problems();
        assertThat(JsonText.read("schema", ConfigSchema.print(), problems)).isNotNull();
        assertThat(problems.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"configuration.md", "traffic-tools.md"})
    void everyConfigurationInThePageIsAccepted(String page) throws IOException {
        List<MatchResult> blocks = YAML.matcher(committed(page)).results().toList();
        assertThat(blocks).hasSizeGreaterThan(2);
        for (MatchResult block : blocks) {
            if (block.group(1) == null) {
                List<Problem> problems = new ConfigReader(OcelotSource.NONE)
                        .read(page, block.group(2), ReadOptions.strict(), Map.of("CRM_HOST", "crm"))
                        .problems();
                assertThat(problems).as(block.group(2)).isEmpty();
            }
        }
    }

    @Test
    void theExampleEnvironmentNamesEveryVariable() throws IOException {
        String example = Files.readString(ROOT.resolve(".env.example"));
        KnownVariables.ALL.forEach(
                it -> assertThat(example).containsPattern(it.name().replace("<NAME>", "[A-Z_]+") + "="));
    }
}
