package io.highgate.wire.stream;

import io.highgate.wire.cell.Instance;
import io.highgate.wire.cell.InstanceState;
import io.highgate.wire.cell.Listed;
import io.highgate.wire.json.JsonException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The lines of the discovery stream, positions in it, and checksums of what it tells. */
class StreamMessageTest {

    private static final Position POSITION = new Position("e-1", 42);
    private static final Listed CRM = new Listed(Instance.at("crm", "10.0.0.1", 80), InstanceState.UP);
    private static final Listed ERP = new Listed(Instance.at("erp", "fd00::1", 81), InstanceState.DRAINING);

    @Test
    void everyLineComesBack() throws JsonException {
        for (StreamMessage message : List.of(
                new StreamMessage.Begin(POSITION, 2),
                new StreamMessage.Part(List.of(CRM, ERP)),
                new StreamMessage.End("00ff"),
                new StreamMessage.Delta(
                        POSITION, List.of(ERP), List.of(CRM.instance().key()), "00ff"),
                new StreamMessage.Pulse(POSITION, "00ff"))) {
            String line = StreamMessage.write(message);
            assertThat(line).doesNotContain("\n");
            assertThat(StreamMessage.read(line)).isEqualTo(message);
        }
    }

    @Test
    void whatANewerCenterSaysIsPassedOver() throws JsonException {
        assertThat(StreamMessage.read("{\"type\":\"poem\",\"at\":7}")).isEqualTo(new StreamMessage.Unknown("poem"));
        assertThat(StreamMessage.read("{\"type\":\"end\",\"checksum\":\"x\",\"more\":[]}"))
                .isEqualTo(new StreamMessage.End("x"));
        assertThatThrownBy(() -> StreamMessage.write(new StreamMessage.Unknown("poem")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{}` | type: is missing",
                "`{\"type\":7}` | type: is a number",
                "`{\"type\":\"begin\",\"instances\":1}` | at: is missing",
                "`{\"type\":\"begin\",\"at\":\"7\",\"instances\":1}` | at: is not a position",
                "`{\"type\":\"begin\",\"at\":\"e-7\"}` | instances: is missing",
                "`{\"type\":\"begin\",\"at\":\"e-7\",\"instances\":-1}` | instances: is -1",
                "`{\"type\":\"part\",\"instances\":{}}` | instances: is an object",
                "`{\"type\":\"part\",\"instances\":[{\"cell\":\"crm\"}]}` | instances[0].host: is missing",
                "`{\"type\":\"delta\",\"at\":\"e-7\",\"put\":[7],\"checksum\":\"x\"}` | put[0]: is a number",
                "`{\"type\":\"delta\",\"at\":\"e-7\",\"gone\":[7],\"checksum\":\"x\"}` | gone[0]: is a number",
                "`{\"type\":\"delta\",\"at\":\"e-7\"}` | checksum: is missing",
                "`{\"type\":\"pulse\",\"at\":\"e-7\",\"checksum\":null}` | checksum: is missing",
                "`{\"type\":\"end\"` | the text ends",
                "`[]` | there is a list",
            })
    void aLineThatIsWrongSaysWhere(String line, String message) {
        assertThatThrownBy(() -> StreamMessage.read(line))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining(message);
    }

    @Test
    void positionsComeBack() {
        for (Position position : List.of(POSITION, new Position("e", 0), new Position("e", Long.MAX_VALUE))) {
            assertThat(Position.of(position.toString())).isEqualTo(position);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "-7", "e-", "e", "7", "e-7a", "e-+7", "e- 7", "e-٧", "e-9223372036854775808"})
    void anythingElseIsNoPosition(String text) {
        assertThat(Position.of(text)).isNull();
    }

    @Test
    void aChecksumDependsOnWhoIsThereAndNotOnTheWayThere() {
        Checksum straight = new Checksum();
        straight.add(CRM);
        Checksum winding = new Checksum();
        winding.add(ERP);
        winding.add(CRM);
        assertThat(winding.value()).isNotEqualTo(straight.value());
        winding.remove(ERP);

        assertThat(winding.value()).isEqualTo(straight.value()).matches("[0-9a-f]{16}");
        assertThat(new Checksum().value()).isEqualTo("0".repeat(16));
    }
}
