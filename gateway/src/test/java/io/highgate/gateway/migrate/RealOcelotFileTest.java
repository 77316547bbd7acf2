package io.highgate.gateway.migrate;

import io.highgate.base.problem.Problem;
import io.highgate.base.problem.Problem.Severity;
import io.highgate.model.read.ReadResult;
import io.highgate.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A production file of Ocelot 20, read where it lies beside the checkout. */
class RealOcelotFileTest {

    /** The module is the working directory of its tests. */
    private static final Path FILE = Path.of("..", "..", "shared", "data", "abp-ocelot.json");

    @BeforeEach
    void theFileIsThere() {
        assumeTrue(Files.exists(FILE), "there is no ../shared/data/abp-ocelot.json beside the checkout");
    }

    @Test
    void everyRequestArrivesWhereOcelotWouldSendIt() throws IOException {
        try (OcelotRun run = OcelotRun.of(FILE)) {
            assertThat(run.entries()).filteredOn(OcelotEntry::isForwarded).hasSize(59);
            assertThat(run.entries()).filteredOn(OcelotEntry::isWebSocket).hasSize(3);
            assertThat(run.entries()).filteredOn(OcelotEntry::isAggregate).hasSize(5);
            Set<OcelotEntry> reached = run.sendToAll();
            // all but the four that are shadowed; the 57th HTTP route is the one that is there twice
            assertThat(run.entries())
                    .filteredOn(it -> !reached.contains(it))
                    .extracting(OcelotEntry::index)
                    .containsExactly(33, 34, 52, 53);
        }
    }

    @Test
    void itsThreeWebSocketRoutesRelay() throws IOException {
        try (OcelotRun run = OcelotRun.of(FILE)) {
            for (OcelotEntry entry :
                    run.entries().stream().filter(OcelotEntry::isWebSocket).toList()) {
                String host = entry.host() == null ? "gateway.test" : entry.host();
                String target = entry.template().replaceAll("\\{[^{}]*}", "one") + "?id=1";
                assertThat(run.talk(Ask.of("GET", target).at(host))).isEqualTo(entry);
            }
        }
    }

    @Test
    void theConvertedFileDoesTheSame() throws IOException {
        try (OcelotRun run = OcelotRun.converted(FILE)) {
            assertThat(run.sendToAll()).hasSize(60);
        }
    }

    @Test
    void aClientThatAsksMoreThanFiveTimesASecondIsRefusedAndOthersAreNot() throws IOException {
        try (OcelotRun run = OcelotRun.of(FILE)) {
            String path = "/api/setting-management/wechat";
            assertThat(run.ask("GET", path, "first"))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("X-Rate-Limit-Limit: 1s\r\n", "X-Rate-Limit-Remaining: 4\r\n");
            Await.until("it is refused", () -> {
                String answer = "";
                for (int i = 0; i < 20 && !answer.startsWith("HTTP/1.1 429 "); i++) {
                    answer = run.ask("GET", path, "eager");
                }
                return answer.startsWith("HTTP/1.1 429 ") && answer.contains("Retry-After: 1\r\n");
            });
            assertThat(run.ask("POST", path, "eager")).startsWith("HTTP/1.1 200 ");
            assertThat(run.ask("GET", path, "another")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void strictReadingNamesTheDuplicateAndTheFourShadowedRoutes() {
        ReadResult result = OcelotRun.read(FILE, false);
        assertThat(result.accepted()).isFalse();
        assertThat(messages(result, Severity.ERROR))
                .singleElement()
                .asString()
                .contains("Routes[51] '/api/files/{everything}'", "Routes[50] '/api/files/{everything}'");
        assertTheFourShadowed(messages(result, Severity.WARNING));
        assertThat(messages(result, Severity.UNSUPPORTED))
                .isNotEmpty()
                .allMatch(it -> it.contains("not supported yet") && it.contains("Asked for by"))
                .anyMatch(it -> it.contains("aggregates"))
                .noneMatch(it -> it.contains("WebSocket"));
    }

    @Test
    void lenientReadingSaysTheSameAndGoesOn() {
        ReadResult result = OcelotRun.read(FILE, true);
        assertThat(result.accepted()).isTrue();
        List<String> warnings = messages(result, Severity.WARNING);
        assertThat(warnings).filteredOn(it -> it.contains("repeats")).hasSize(1);
        assertTheFourShadowed(
                warnings.stream().filter(it -> !it.contains("repeats")).toList());
    }

    private static void assertTheFourShadowed(List<String> warnings) {
        assertThat(warnings)
                .satisfiesExactlyInAnyOrder(
                        it -> assertThat(it).contains("Routes[33]", "Routes[23] '/api/abp/localization/{everything}'"),
                        it -> assertThat(it).contains("Routes[34]", "Routes[23] '/api/abp/localization/{everything}'"),
                        it -> assertThat(it)
                                .contains("Routes[52]", "Routes[17] '/api/setting-management/{everything}'"),
                        it -> assertThat(it)
                                .contains("Routes[53]", "Routes[17] '/api/setting-management/{everything}'"));
    }

    private static List<String> messages(ReadResult result, Severity severity) {
        return result.problems().stream()
                .filter(it -> it.severity() == severity)
                .map(Problem::message)
                .toList();
    }
}
