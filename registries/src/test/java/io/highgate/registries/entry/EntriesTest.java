package io.highgate.registries.entry;

import io.highgate.registries.ask.Remarks;
import io.highgate.wire.cell.Instance;
import io.highgate.wire.cell.InstanceState;
import io.highgate.wire.cell.Listed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EntriesTest {

    private final Entries entries = new Entries("orders", new Remarks("a registry"));

    private static Instance named(String id, String host, int port) {
        return new Instance("orders", id, host, port, false, 1, null, null, List.of(), "/health", Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "orders-1.prod.svc", "orders_1", "fe80::1", "::ffff:10.0.0.1", "HOST"})
    void hostsAreNamesOrAddresses(String host) {
        entries.add(named("a", host, 80), InstanceState.UP);

        assertThat(entries.listed()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a/b",
                "http://a",
                "a:80",
                "[::1]",
                "-a",
                "a..b",
                "ä",
                "a\nb",
                "a@b",
                ".",
                "10.0.0",
                "10.0.0.256",
                "2130706433",
                "0x7f.1",
                "fe80::1%eth0",
                "::g",
                ":"
            })
    void whatIsNoHostIsLeftOut(String host) {
        entries.add(named("a", host, 80), InstanceState.UP);

        assertThat(entries.listed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65_536, Integer.MAX_VALUE})
    void whatIsNoPortIsLeftOut(int port) {
        entries.add(named("a", "10.0.0.1", port), InstanceState.UP);

        assertThat(entries.listed()).isEmpty();
    }

    @Test
    void idsAreThereAndUniqueAndTheirOrderIsTheirs() {
        entries.add(named("b", "10.0.0.2", 80), InstanceState.DOWN);
        entries.add(named("a", "10.0.0.1", 80), InstanceState.UP);
        entries.add(named("a", "10.0.0.9", 80), InstanceState.UP);
        entries.add(named(" ", "10.0.0.9", 80), InstanceState.UP);
        entries.add(named("x".repeat(1_000), "10.0.0.9", 80), InstanceState.UP);

        assertThat(entries.listed())
                .containsExactly(
                        new Listed(named("a", "10.0.0.1", 80), InstanceState.UP),
                        new Listed(named("b", "10.0.0.2", 80), InstanceState.DOWN));
    }

    @Test
    void thereAreNotTooMany() {
        for (int i = 0; i < Entries.MOST + 5; i++) {
            entries.add(named("i" + i, "10.0.0.1", 80), InstanceState.UP);
        }

        assertThat(entries.listed()).hasSize(Entries.MOST);
    }
}
