package io.highgate.center.follow;

import io.highgate.center.cells.Registration;
import io.highgate.center.cells.Registry;
import io.highgate.center.cells.Seen;
import io.highgate.store.memory.MemoryRegistry;
import io.highgate.testkit.Simulation;
import io.highgate.wire.cell.Instance;
import io.highgate.wire.json.JsonException;
import io.highgate.wire.stream.Position;
import io.highgate.wire.stream.StreamMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FeedTest {

    private final Simulation simulation = new Simulation();
    private final Simulation.Node node = simulation.node();
    private final MemoryRegistry store = new MemoryRegistry(simulation::nanos, "e");
    private final Registry registry = new Registry(store, node);
    private final Feed feed = new Feed(registry, node);

    private void start() {
        feed.start();
        registry.start();
        pass(10);
    }

    private void pass(long millis) {
        simulation.pass(Duration.ofMillis(millis));
    }

    private void register(int port) {
        store.put(Seen.entry(new Registration(Instance.at("crm", "10.0.0.1", port), null)));
    }

    private static List<byte[]> lines(Reader reader) throws InterruptedException {
        List<byte[]> lines = new ArrayList<>();
        reader.take(lines, Duration.ZERO);
        return lines;
    }

    private static List<StreamMessage> read(Reader reader) throws InterruptedException, JsonException {
        List<StreamMessage> messages = new ArrayList<>();
        for (byte[] line : lines(reader)) {
            messages.add(StreamMessage.read(new String(line, StandardCharsets.UTF_8).strip()));
        }
        return messages;
    }

    @Test
    void whoComesGetsASnapshotAndThenChanges() throws Exception {
        start();
        register(1);
        pass(10);
        Reader reader = feed.open(null);
        pass(10);
        List<StreamMessage> first = read(reader);
        assertThat(first).hasSize(3);
        assertThat(first.get(0)).isEqualTo(new StreamMessage.Begin(new Position("e", 1), 1));
        register(2);
        store.remove("crm/10.0.0.1:1");
        pass(10);
        List<StreamMessage> next = read(reader);
        assertThat(next).hasSize(2).allMatch(it -> it instanceof StreamMessage.Delta);
        assertThat(((StreamMessage.Delta) next.get(1)).gone()).containsExactly("crm/10.0.0.1:1");
    }

    @Test
    void whoComesBackGetsWhatWasMissed() throws Exception {
        start();
        register(1);
        register(2);
        register(3);
        pass(10);
        Reader reader = feed.open(new Position("e", 1));
        pass(10);
        assertThat(read(reader)).hasSize(2).allMatch(it -> it instanceof StreamMessage.Delta);
    }

    @Test
    void whoComesFromAnotherCountGetsASnapshot() throws Exception {
        start();
        register(1);
        pass(10);
        for (Position since : List.of(new Position("other", 1), new Position("e", 99))) {
            Reader reader = feed.open(since);
            pass(10);
            assertThat(read(reader).getFirst()).isInstanceOf(StreamMessage.Begin.class);
        }
    }

    @Test
    void aSecondWithoutChangesIsAPulse() throws Exception {
        start();
        Reader reader = feed.open(null);
        pass(10);
        read(reader);
        pass(3_000);
        assertThat(read(reader)).hasSizeBetween(2, 3).allMatch(it -> it instanceof StreamMessage.Pulse);
    }

    @Test
    void aChangeThatGatewaysNeedNotKnowKeepsTheCount() throws Exception {
        start();
        register(1);
        Reader reader = feed.open(null);
        pass(10);
        read(reader);
        store.mark("crm/10.0.0.1:1", Seen.SUSPECT, "yes", null);
        pass(10);
        StreamMessage.Delta delta = (StreamMessage.Delta) read(reader).getFirst();
        assertThat(delta.put()).isEmpty();
        assertThat(delta.position()).isEqualTo(new Position("e", 2));
    }

    @Test
    void whoIsTooSlowIsCutOffAndHoldsNobodyUp() throws Exception {
        start();
        Reader slow = feed.open(null);
        Reader quick = feed.open(null);
        pass(10);
        int read = 0;
        for (int i = 1; i <= 5_000; i++) {
            register(i);
            pass(1);
            read += lines(quick).size();
        }
        assertThat(read).isGreaterThan(5_000);
        assertThat(slow.take(new ArrayList<>(), Duration.ZERO)).isEqualTo(-1);
        assertThat(feed.cutOff()).isEqualTo(1);
        assertThat(feed.readers()).isEqualTo(1);
    }

    @Test
    void aDeltaOfOneInstanceIsSmallHoweverManyThereAre() throws Exception {
        start();
        for (int i = 1; i <= 10_000; i++) {
            register(i);
        }
        pass(10);
        Reader reader = feed.open(null);
        pass(10);
        lines(reader);
        Instance full = new Instance(
                "a-service-with-a-long-name",
                "pod-7f9c6d5b8-x2x4q",
                "10.200.130.140",
                18_080,
                true,
                100,
                "eu-central-1a",
                "2026.11.22-4711",
                List.of("h2", "grpc"),
                "/actuator/health/readiness",
                Map.of("team", "orders", "commit", "0123456789abcdef0123456789abcdef01234567"));
        store.put(Seen.entry(new Registration(full, null)));
        pass(10);
        List<byte[]> lines = lines(reader);
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst().length).isLessThanOrEqualTo(1_024);
    }

    @Test
    void nothingIsToldBeforeAnythingIsKnown() throws Exception {
        feed.start();
        Reader reader = feed.open(null);
        pass(5_000);
        assertThat(lines(reader)).isEmpty();
        registry.start();
        pass(10);
        assertThat(read(reader)).hasSize(2);
    }

    @Test
    void theEndOfTheCenterEndsStreams() throws Exception {
        start();
        Reader reader = feed.open(null);
        pass(10);
        feed.end();
        pass(10);
        assertThat(reader.take(new ArrayList<>(), Duration.ZERO)).isEqualTo(-1);
    }
}
