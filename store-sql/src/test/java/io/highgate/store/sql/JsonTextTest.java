package io.highgate.store.sql;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonTextTest {

    @Property(tries = 200)
    void listsAndMapsComeBackAsTheyWere(@ForAll List<String> list, @ForAll Map<String, String> map) {
        assertThat(JsonText.list(JsonText.of(list))).isEqualTo(list);
        assertThat(JsonText.map(JsonText.of(map))).isEqualTo(map);
    }

    @Test
    void isJsonInTheOrderOfKeys() {
        assertThat(JsonText.of(List.of("a", "\"", "\0"))).isEqualTo("[\"a\",\"\\\"\",\"\\u0000\"]");
        assertThat(JsonText.of(Map.of("b", "1", "a", "2"))).isEqualTo("{\"a\":\"2\",\"b\":\"1\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[1]", "[\"a\",[]]", "[\"a\"", "[] []", "null", "x"})
    void otherListsAreDefects(String text) {
        assertThatThrownBy(() -> JsonText.list(text)).isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"a\":1}", "{\"a\":\"b\"", "{} {}", "null", "x"})
    void otherMapsAreDefects(String text) {
        assertThatThrownBy(() -> JsonText.map(text)).isInstanceOf(RuntimeException.class);
    }
}
