package io.highgate.gateway;

import io.highgate.gateway.reply.Told;
import io.highgate.testkit.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The documented path is the path. */
class RequestPathTest {

    private static final Path DOCUMENT = Path.of("../docs/request-path.md");

    @Test
    void theStopsAreDocumentedInTheirOrder() throws IOException {
        String before = Files.readString(DOCUMENT).split("## Failures", 2)[0];
        try (Origin origin = Origin.echoing();
                RunningGateway gateway = RunningGateway.before(origin.port())) {
            List<String> stops = gateway.gateway().stops().stream()
                    .map(RequestPath.Stop::name)
                    .toList();
            assertThat(firstCells(before)).isEqualTo(stops);
        }
    }

    @Test
    void everyCodeIsDocumentedWithItsStatus() throws IOException {
        String failures = Files.readString(DOCUMENT).split("## Failures", 2)[1];
        for (Told told : Examples.ofEachFailure().stream().map(Told::of).toList()) {
            assertThat(failures).contains("| `" + told.code() + "` | " + told.status() + " |");
        }
    }

    private static List<String> firstCells(String table) {
        return Pattern.compile("^\\| `(\\w+)` \\|", Pattern.MULTILINE)
                .matcher(table)
                .results()
                .map((MatchResult it) -> it.group(1))
                .toList();
    }
}
