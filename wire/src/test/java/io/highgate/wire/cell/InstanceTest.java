package io.highgate.wire.cell;

import io.highgate.wire.json.Fields;
import io.highgate.wire.json.Json;
import io.highgate.wire.json.JsonException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What an instance says of itself, written and read again. */
class InstanceTest {

    @Test
    void whatIsUsualIsNotSaid() throws JsonException {
        Instance instance = Instance.at("crm", "10.0.0.7", 8080);

        assertThat(Json.write(instance.toJson())).isEqualTo("{\"cell\":\"crm\",\"host\":\"10.0.0.7\",\"port\":8080}");
        assertThat(read("{\"cell\":\"crm\",\"host\":\"10.0.0.7\",\"port\":8080}"))
                .isEqualTo(instance);
        assertThat(instance.key()).isEqualTo("crm/10.0.0.7:8080");
        assertThat(instance.baseUrl()).isEqualTo("http://10.0.0.7:8080");
    }

    @Test
    void addressesOfIpv6StandInBrackets() throws JsonException {
        Instance instance = read("{\"cell\":\"crm\",\"host\":\"fd00::7\",\"port\":443,\"tls\":true}");

        assertThat(instance.id()).isEqualTo("[fd00::7]:443");
        assertThat(instance.baseUrl()).isEqualTo("https://[fd00::7]:443");
        assertThat(instance.toJson()).doesNotContainKey("id");
    }

    @Property
    void everythingThatIsSaidComesBack(
            @ForAll @NotBlank String cell,
            @ForAll String id,
            @ForAll @NotBlank String host,
            @ForAll @IntRange(min = 1, max = 65_535) int port,
            @ForAll boolean tls,
            @ForAll @IntRange(max = 1_000) int weight,
            @ForAll String zone,
            @ForAll @Size(max = 3) List<String> protocols,
            @ForAll String health,
            @ForAll @Size(max = 3) Map<String, String> metadata)
            throws JsonException {
        Instance instance =
                new Instance(cell, id, host, port, tls, weight, zone, tls ? zone : null, protocols, health, metadata);

        assertThat(read(Json.write(instance.toJson()))).isEqualTo(instance);
    }

    @Test
    void whatIsWrongIsToldAllAtOnce() throws JsonException {
        Fields fields = Fields.read("{\"host\":\"\",\"port\":0,\"weight\":1001,\"tls\":\"yes\",\"zone\":7,"
                + "\"protocols\":\"h2c\",\"metadata\":{\"a\":null}}");

        Instance.from(fields);
        assertThat(fields.problems()).hasSize(8).anySatisfy(it -> assertThat(it).startsWith("cell: is missing"));
    }

    @Test
    void whatWasHandedInDoesNotChangeIt() {
        var metadata = new java.util.HashMap<>(Map.of("a", "b"));
        Instance instance = new Instance("c", "i", "h", 1, false, 1, null, null, List.of(), "/health", metadata);
        metadata.put("c", "d");

        assertThat(instance.metadata()).isEqualTo(Map.of("a", "b"));
        assertThatThrownBy(() -> instance.metadata().put("e", "f")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void statesOfANewerCenterAreNotAsked() throws JsonException {
        assertThat(InstanceState.of("up")).isEqualTo(InstanceState.UP);
        assertThat(InstanceState.of("draining")).isEqualTo(InstanceState.DRAINING);
        assertThat(InstanceState.of("paused")).isEqualTo(InstanceState.DOWN);
        assertThat(InstanceState.of("UP")).isEqualTo(InstanceState.DOWN);
        assertThat(InstanceState.of("")).isEqualTo(InstanceState.DOWN);
    }

    @Test
    void whoIsListedHasItsState() throws JsonException {
        for (InstanceState state : InstanceState.values()) {
            Listed listed = new Listed(Instance.at("crm", "h", 1), state);
            assertThat(Listed.from(Fields.of(listed.toJson()))).isEqualTo(listed);
        }
        assertThat(new Listed(Instance.at("crm", "h", 1), InstanceState.UP).toJson())
                .doesNotContainKey("state");
    }

    @Test
    void anyDifferenceGivesAnotherDigest() {
        Listed listed = new Listed(Instance.at("crm", "h", 1), InstanceState.UP);

        assertThat(listed.digest())
                .isEqualTo(new Listed(Instance.at("crm", "h", 1), InstanceState.UP).digest())
                .isNotEqualTo(new Listed(Instance.at("crm", "h", 1), InstanceState.DOWN).digest())
                .isNotEqualTo(new Listed(Instance.at("crm", "h", 2), InstanceState.UP).digest())
                .isNotEqualTo(new Listed(Instance.at("crn", "h", 1), InstanceState.UP).digest());
    }

    @Test
    void whatANewerCenterSaysBesidesCountsThoughItIsNotUnderstood() throws JsonException {
        Map<String, Object> more = new Listed(Instance.at("crm", "h", 1), InstanceState.UP).toJson();
        more.put("colour", "green");
        Map<String, Object> other = new LinkedHashMap<>(more);
        other.put("colour", "blue");

        Listed green = Listed.from(Fields.read(Json.write(more)));
        Listed blue = Listed.from(Fields.read(Json.write(other)));

        assertThat(green.instance()).isEqualTo(blue.instance());
        assertThat(green.digest())
                .isEqualTo(Listed.from(Fields.of(more)).digest())
                .isNotEqualTo(blue.digest())
                .isNotEqualTo(new Listed(green.instance(), green.state()).digest());
    }

    private static Instance read(String json) throws JsonException {
        Fields fields = Fields.read(json);
        Instance instance = Instance.from(fields);
        assertThat(fields.problems()).isEmpty();
        return instance;
    }
}
