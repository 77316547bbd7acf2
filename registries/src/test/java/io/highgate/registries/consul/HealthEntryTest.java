package io.highgate.registries.consul;

import io.highgate.registries.ask.Remarks;
import io.highgate.registries.entry.Entries;
import io.highgate.registries.entry.Loose;
import io.highgate.wire.cell.Instance;
import io.highgate.wire.cell.InstanceState;
import io.highgate.wire.cell.Listed;
import io.highgate.wire.json.Json;
import io.highgate.wire.json.JsonException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HealthEntryTest {

    private static List<Listed> read(String json) throws JsonException {
        Entries entries = new Entries("Orders", new Remarks("consul"));
        return HealthEntry.all("Orders", new Loose(Json.read("[" + json + "]")), entries);
    }

    private static Listed withChecks(String checks) throws JsonException {
        return read("{\"Node\":{\"Node\":\"n1\",\"Address\":\"10.0.0.1\"},\"Service\":{\"ID\":\"a\",\"Port\":80,"
                        + "\"Weights\":{\"Passing\":10,\"Warning\":3}},\"Checks\":" + checks + "}")
                .getFirst();
    }

    private static Instance withService(String members) throws JsonException {
        return read("{\"Node\":{\"Node\":\"n1\",\"Address\":\"10.0.0.1\",\"Locality\":{\"Zone\":\"nz\"}},"
                        + "\"Service\":{\"ID\":\"a\",\"Port\":80," + members + "}}")
                .getFirst()
                .instance();
    }

    @Test
    void everythingThatAnEntrySaysIsTaken() throws JsonException {
        List<Listed> found = read("""
                {"Node":{"Node":"n1","Address":"10.0.0.1","Datacenter":"dc1"},
                 "Service":{"ID":"orders-1","Service":"Orders","Tags":["blue","https"],"Address":"orders-1.svc",
                  "Meta":{"zone":"z1","version":"7","team":"x"},"Port":8443,"Weights":{"Passing":10,"Warning":1}},
                 "Checks":[{"Node":"n1","CheckID":"serfHealth","Status":"passing"},
                  {"Node":"n1","CheckID":"service:orders-1","Status":"passing"}]}
                """);

        assertThat(found)
                .containsExactly(new Listed(
                        new Instance(
                                "orders",
                                "orders-1@n1",
                                "orders-1.svc",
                                8443,
                                true,
                                10,
                                "z1",
                                "7",
                                List.of(),
                                "/health",
                                Map.of("zone", "z1", "version", "7", "team", "x", "tags", "blue,https")),
                        InstanceState.UP));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | UP | 10",
                "null | UP | 10",
                "[{'CheckID':'a','Status':'passing'}] | UP | 10",
                "[{'CheckID':'a','Status':'passing'},{'CheckID':'b','Status':'warning'}] | UP | 3",
                "[{'CheckID':'a','Status':'warning'},{'CheckID':'b','Status':'critical'}] | DOWN | 10",
                "[{'CheckID':'serfHealth','Status':'critical'}] | DOWN | 10",
                "[{'CheckID':'_service_maintenance:a','Status':'critical'}] | DRAINING | 10",
                "[{'CheckID':'a','Status':'critical'},{'CheckID':'_node_maintenance','Status':'critical'}] | DRAINING | 10",
                "[{'CheckID':'a','Status':'something new'}] | DOWN | 10",
                "[{'CheckID':'a'}] | DOWN | 10",
                "[7,null,[]] | DOWN | 10"
            })
    void theWorstCheckCounts(String checks, InstanceState state, int weight) throws JsonException {
        Listed listed = withChecks(checks.replace('\'', '"'));

        assertThat(listed.state()).isEqualTo(state);
        assertThat(listed.instance().weight()).isEqualTo(weight);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Tags\":[\"HTTPS\"]",
                "\"Tags\":[\"secure\"]",
                "\"Tags\":[\"a\",\"secure=true\"]",
                "\"Meta\":{\"secure\":\"true\"}",
                "\"Meta\":{\"scheme\":\"https\"}"
            })
    void servicesSayInOneOfTheseWaysThatTheyAreEncrypted(String members) throws JsonException {
        assertThat(withService(members).tls()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Tags\":[\"insecure\",\"http\"]",
                "\"Tags\":null",
                "\"Tags\":{\"https\":true}",
                "\"Meta\":{\"secure\":\"false\",\"scheme\":\"http\"}",
                "\"Meta\":\"https\""
            })
    void othersAreNot(String members) throws JsonException {
        assertThat(withService(members).tls()).isFalse();
    }

    @Test
    void theZoneIsThatOfTheServiceOrElseOfTheNode() throws JsonException {
        assertThat(withService("\"Meta\":{\"zone\":\"m\"},\"Locality\":{\"Zone\":\"s\"}")
                        .zone())
                .isEqualTo("m");
        assertThat(withService("\"Locality\":{\"Zone\":\"s\"}").zone()).isEqualTo("s");
        assertThat(withService("\"Locality\":7").zone()).isEqualTo("nz");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "1000,1000", "65535,1000", "-5,0"})
    void weightsAreBounded(long passing, int weight) throws JsonException {
        assertThat(withService("\"Weights\":{\"Passing\":" + passing + "}").weight())
                .isEqualTo(weight);
    }

    @Test
    void theSameIdOnTwoNodesIsTwoInstances() throws JsonException {
        String entry = "{\"Node\":{\"Node\":\"%s\",\"Address\":\"%s\"},\"Service\":{\"ID\":\"a\",\"Port\":80}}";

        assertThat(read(entry.formatted("n1", "10.0.0.1") + "," + entry.formatted("n2", "10.0.0.2")))
                .hasSize(2);
    }
}
