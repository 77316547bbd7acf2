package io.highgate.model.ocelot.read;

import io.highgate.base.problem.Problem;
import io.highgate.base.problem.Problems;
import io.highgate.model.ocelot.Compat;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.RouteSpec;
import io.highgate.model.text.JsonText;
import io.highgate.model.text.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Whole files: the project's own example, and a production file where there is one beside the checkout. */
class OcelotFilesTest {

    /** The module is the working directory of its tests. */
    private static final Path EXAMPLE = Path.of("..", "examples", "ocelot", "ocelot.json");

    private static final Path PRODUCTION = Path.of("..", "..", "shared", "data", "abp-ocelot.json");

    @Test
    void theExampleHasOneErrorAndItsShadowedRoutes() throws IOException {
        Reading reading = read(EXAMPLE, Compat.OCELOT_20, false);
        assertThat(reading.errors()).singleElement().asString().contains("Routes[5]", "repeats Routes[4]");
        assertThat(reading.warnings())
                .satisfiesExactlyInAnyOrder(
                        it -> assertThat(it).contains("Routes[3] '/library/loans/overdue'", "Routes[2]"),
                        it -> assertThat(it).contains("Routes[6] '/library/halls/{hall}/seats'", "Routes[4]"));
        assertThat(reading.unsupported())
                .singleElement()
                .asString()
                .contains("aggregates: not supported yet, they answer 501");
    }

    @Test
    void theExampleRunsLenientlyInOcelotsOrder() throws IOException {
        Reading reading = read(EXAMPLE, Compat.OCELOT_20, true);
        assertThat(reading.errors()).isEmpty();
        assertThat(reading.inOrder())
                .extracting(RouteSpec::name)
                .startsWith(
                        "live-arrivals-7",
                        "aggregate-library-overview-0",
                        "aggregate-library-loans-summary-1",
                        "loans-overview")
                .endsWith("page-10", "page-11")
                .hasSize(13)
                .doesNotHaveDuplicates();
        assertThat(reading.gateway().upstreams()).containsKeys("127-0-0-1-41001", "127-0-0-1-41001-and-1-more");
    }

    @Test
    void theProductionFileHasOneErrorAndFourShadowedRoutes() throws IOException {
        assumeTrue(Files.exists(PRODUCTION), "there is no ../shared/data/abp-ocelot.json beside the checkout");
        Reading reading = read(PRODUCTION, Compat.OCELOT_20, false);
        assertThat(reading.errors())
                .singleElement()
                .asString()
                .contains("Routes[51] '/api/files/{everything}'", "repeats Routes[50] '/api/files/{everything}'");
        assertThat(reading.warnings()).hasSize(4).allMatch(it -> it.contains("is never chosen"));
        assertThat(reading.warnings())
                .filteredOn(it -> it.contains("Routes[23] '/api/abp/localization/{everything}'"))
                .hasSize(2);
        assertThat(reading.warnings())
                .filteredOn(it -> it.contains("Routes[17] '/api/setting-management/{everything}'"))
                .hasSize(2);
        assertThat(reading.unsupported())
                .hasSizeLessThan(8)
                .allMatch(it -> it.contains("Asked for by"))
                .noneMatch(it -> it.contains("limit"));
    }

    @Test
    void theProductionFileRunsLeniently() throws IOException {
        assumeTrue(Files.exists(PRODUCTION), "there is no ../shared/data/abp-ocelot.json beside the checkout");
        for (Compat compat : Compat.values()) {
            Reading reading = read(PRODUCTION, compat, true);
            assertThat(reading.errors()).isEmpty();
            GatewaySpec spec = reading.gateway();
            // 60 routes without the repeated one, and 5 aggregates
            assertThat(spec.routes()).hasSize(64);
            assertThat(spec.routes()).extracting(RouteSpec::priority).doesNotHaveDuplicates();
            assertThat(spec.routes()).filteredOn(it -> it.respond() != null).hasSize(5);
            assertThat(spec.routes())
                    .filteredOn(it -> !it.rateLimits().isEmpty())
                    .hasSize(37);
            assertThat(spec.upstreams()).hasSize(8);
            assertThat(spec.routes().stream()
                            .filter(it -> it.upstream() != null)
                            .map(RouteSpec::timeout))
                    .allMatch(it -> it != null && (it.toSeconds() == 10 || it.toSeconds() == 30));
        }
    }

    private static Reading read(Path file, Compat compat, boolean lenient) throws IOException {
        Problems problems = new Problems();
        Node root = JsonText.read(file.getFileName().toString(), Files.readString(file), problems);
        assertThat(problems.all()).extracting(Problem::toString).isEqualTo(List.of());
        return new Reading(new OcelotReader(compat, lenient).read(requireNonNull(root), Set.of(), problems), problems);
    }
}
