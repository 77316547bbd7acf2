package io.highgate.gateway.migrate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The project's own example of an Ocelot 20 file, with the features and mistakes of real ones. */
class ExampleOcelotFileTest {

    private static final Path FILE = Path.of("..", "examples", "ocelot", "ocelot.json");

    @Test
    void everyRequestArrivesWhereOcelotWouldSendIt() throws IOException {
        try (OcelotRun run = OcelotRun.of(FILE)) {
            Set<OcelotEntry> reached = run.sendToAll();
            assertThat(run.entries())
                    .filteredOn(it -> !reached.contains(it))
                    .as("the two that are shadowed")
                    .extracting(OcelotEntry::index)
                    .containsExactly(3, 6);
        }
    }

    @Test
    void theConvertedFileDoesTheSame() throws IOException {
        try (OcelotRun run = OcelotRun.converted(FILE)) {
            assertThat(run.sendToAll()).hasSize(11);
        }
    }

    @Test
    void anAggregateWinsOverTheCatchAllBeforeItAndSaysWhatItIs() throws IOException {
        try (OcelotRun run = OcelotRun.of(FILE)) {
            assertThat(run.send(Ask.of("GET", "/library/loans/summary"))).allMatch(OcelotEntry::isAggregate);
            assertThat(run.send(Ask.of("POST", "/library/loans/summary"))).allMatch(OcelotEntry::isForwarded);
            assertThat(run.send(Ask.of("GET", "/live/arrivals"))).allMatch(OcelotEntry::isWebSocket);
            assertThat(run.talk(Ask.of("GET", "/live/arrivals"))).matches(OcelotEntry::isWebSocket);
        }
    }
}
