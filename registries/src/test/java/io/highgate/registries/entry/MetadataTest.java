package io.highgate.registries.entry;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MetadataTest {

    @ParameterizedTest
    @CsvSource({"0,0", "7,7", "1000,1000", "2.5,3", "0.1,1", "' 5 ',5"})
    void aWeightIsANumberFrom0To1000(String said, int weight) {
        assertThat(new Metadata(Map.of("weight", said)).weightOr(1)).isEqualTo(weight);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1001", "1e3", "NaN", "heavy", "", "99999999999999999999"})
    void whatIsNoWeightIsTheUsualOne(String said) {
        assertThat(new Metadata(Map.of("weight", said)).weightOr(1)).isEqualTo(1);
    }

    @Test
    void numbersAndFlagsBecomeTextsAndOtherValuesArePassedOver() {
        Metadata metadata = Metadata.of(Map.of("n", 7L, "yes", true, "list", List.of("a"), "map", Map.of()));

        assertThat(metadata.members()).containsOnly(Map.entry("n", "7"), Map.entry("yes", "true"));
        assertThat(metadata.says("yes")).isTrue();
        assertThat(Metadata.of("a text").members()).isEmpty();
        assertThat(Metadata.of(null).members()).isEmpty();
    }

    @Test
    void itIsBounded() {
        Map<String, Object> many = new TreeMap<>();
        for (int i = 1_000; i < 2_000; i++) {
            many.put("k" + i, "v");
        }
        many.put("a".repeat(Metadata.LONGEST_NAME + 1), "v");
        many.put("b", "v".repeat(Metadata.LONGEST_VALUE + 1));

        assertThat(Metadata.of(many).members())
                .hasSize(Metadata.MOST)
                .containsKey("k1000")
                .doesNotContainKey("b");
    }

    @Test
    void blanksSayNothing() {
        Metadata metadata = new Metadata(Map.of("zone", "  ", "version", " 2 "));

        assertThat(metadata.zone()).isNull();
        assertThat(metadata.version()).isEqualTo("2");
    }
}
