package io.highgate.wire.json;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** JSON with the JDK alone: what is read, how it is written, what is refused and with which words. */
class JsonTest {

    @Test
    void membersKeepTheirOrder() throws JsonException {
        Object read = Json.read(" {\"b\" : [1, -2.5e1, true,false ,null], \"a\":{}, \"\":\"\"}\r\n");

        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("b", Arrays.asList(1L, -25.0, true, false, null));
        expected.put("a", Map.of());
        expected.put("", "");
        assertThat(read).isEqualTo(expected);
        assertThat(Json.write(read)).isEqualTo("{\"b\":[1,-25.0,true,false,null],\"a\":{},\"\":\"\"}");
    }

    @Test
    void wholeNumbersThatFitAreWhole() throws JsonException {
        assertThat(Json.read("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(Json.read("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
        assertThat(Json.read("9223372036854775808")).isEqualTo(9.223372036854776E+18);
        assertThat(Json.read("-9223372036854775809")).isEqualTo(-9.223372036854776E+18);
        assertThat(Json.read("-0")).isEqualTo(0L);
        assertThat(Json.read("1.0")).isEqualTo(1.0);
        assertThat(Json.read("1E+2")).isEqualTo(100.0);
    }

    @Test
    void escapesMeanWhatTheyMean() throws JsonException {
        assertThat(Json.read("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00é😀\""))
                .isEqualTo("\"\\/\b\f\n\r\té😀é😀");
    }

    @Test
    void whatCouldBreakALineOrUtf8IsEscaped() {
        assertThat(Json.write("a\"\\\n\u0000\u007f\ud83d")).isEqualTo("\"a\\\"\\\\\\u000a\\u0000\\u007f\\ud83d\"");
        assertThat(Json.write("\ude00😀")).isEqualTo("\"\\ude00😀\"");
        assertThat(Json.write(Map.of("a\nb", 1))).isEqualTo("{\"a\\u000ab\":1}");
    }

    @Property(tries = 200)
    void whatIsWrittenIsReadAgain(@ForAll("values") Object value) throws JsonException {
        assertThat(Json.read(Json.write(value))).isEqualTo(value);
    }

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> leaves = Arbitraries.oneOf(
                Arbitraries.strings().map(it -> (Object) it),
                Arbitraries.longs().map(it -> (Object) it),
                Arbitraries.doubles().map(it -> (Object) it),
                Arbitraries.of(true, false).map(it -> (Object) it));
        return Arbitraries.lazyOf(
                () -> leaves,
                () -> leaves,
                () -> values().list().ofMaxSize(3).map(it -> (Object) it),
                () -> Arbitraries.maps(Arbitraries.strings().ofMaxLength(5), values())
                        .ofMaxSize(3)
                        .map(it -> (Object) it));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``            | at character 1 the text ends where a value should be",
                "`[1 2]`       | at character 4 there is '2' where ']' should be",
                "`[1,]`        | at character 4 there is ']' where a value should be",
                "`{\"a\":1,}`  | at character 8 there is '}' where a member's name in quotes should be",
                "`{a:1}`       | at character 2 there is 'a' where a member's name in quotes should be",
                "`{\"a\" 1}`   | at character 6 there is '1' where ':' should be",
                "`{\"a\":1,\"a\":2}` | 'a' is there twice, again before character 13",
                "`true false`  | at character 6 there is 'f' where nothing more should be",
                "`nul`         | at character 1 there is 'n' where a value should be",
                "`True`        | at character 1 there is 'T' where a value should be",
                "`01`          | at character 2 there is '1' where nothing more should be",
                "`-`           | at character 1 there is '-' where a value should be",
                "`+1`          | at character 1 there is '+' where a value should be",
                "`1.`          | at character 3 the text ends where a digit should be",
                "`1e`          | at character 3 the text ends where a digit should be",
                "`.5`          | at character 1 there is '.' where a value should be",
                "`NaN`         | at character 1 there is 'N' where a value should be",
                "`1e999`       | the number before character 6 is too large",
                "`\"a`         | at character 3 the text ends where '\"' at the end of a text should be",
                "`\"\\x\"`     | at character 3 there is 'x' where one of \" \\ / b f n r t u behind a backslash should be",
                "`\"\\u12g4\"` | at character 6 there is 'g' where four hexadecimal digits should be",
                "`'a'`         | at character 1 there is ''' where a value should be",
                "`[1] // one`  | at character 5 there is '/' where nothing more should be",
                "`{`           | at character 2 the text ends where a member's name in quotes should be",
            })
    void whatIsNotJsonIsRefusedAtItsPlace(String text, String message) {
        assertThatThrownBy(() -> Json.read(text))
                .isInstanceOf(JsonException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n\u0000", "\u2028", "\ufeff{}", "\u00a0", "\"a\nb\""})
    void messagesStayOnOneLine(String text) {
        assertThatThrownBy(() -> Json.read(text))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("there is U+")
                .hasMessageMatching("[ -~]+");
    }

    @Test
    void nestingHasALimit() throws JsonException {
        String deep = "[".repeat(Json.DEPTH + 1) + "]".repeat(Json.DEPTH + 1);

        assertThat(Json.read(deep)).isInstanceOf(List.class);
        assertThatThrownBy(() -> Json.read("[" + deep + "]")).hasMessageStartingWith("nested deeper than 32 levels");
        assertThatThrownBy(() -> Json.read("[".repeat(1_000_000))).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> Json.read("{\"a\":".repeat(1_000_000))).isInstanceOf(JsonException.class);
    }

    @Test
    void whatHasNoSpellingIsNotWritten() {
        assertThatThrownBy(() -> Json.write(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Json.write(List.of(Double.POSITIVE_INFINITY)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Json.write(Map.of("a", new Object()))).isInstanceOf(IllegalArgumentException.class);
    }
}
