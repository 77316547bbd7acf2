package io.highgate.gateway.filter;

import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.model.spec.FilterSpec.HeaderEditSpec;
import io.highgate.model.spec.FilterSpec.ReplaceSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HeaderEditTest {

    private static final Variables NONE = name -> null;

    private static Headers headers(String... namesAndValues) {
        Headers headers = Headers.empty();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(HeaderName.of(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return headers;
    }

    private static HeaderEdit edit(
            List<String> remove, Map<String, String> set, Map<String, String> add, Map<String, String> absent) {
        return HeaderEdit.compile(new HeaderEditSpec(remove, List.of(), set, add, absent));
    }

    private static HeaderEdit replace(String name, String find, String with) {
        return HeaderEdit.compile(new HeaderEditSpec(
                List.of(), List.of(new ReplaceSpec(name, find, with)), Map.of(), Map.of(), Map.of()));
    }

    private static HeaderEdit set(String value) {
        return edit(List.of(), Map.of("X", value), Map.of(), Map.of());
    }

    @Test
    void stepsComeInTheirOrder() {
        Headers headers = headers("A", "1", "a", "2", "B", "1", "C", "1");
        edit(List.of("A"), Map.of("B", "2"), Map.of("C", "2"), Map.of("A", "3", "D", "4", "B", "no"))
                .apply(headers, NONE);
        assertThat(headers.toString().lines()).containsExactlyInAnyOrder("C: 1", "B: 2", "C: 2", "A: 3", "D: 4");
    }

    @Test
    void variablesAreFilledInAndUnknownOnesStayText() {
        Headers headers = headers();
        set("{client_ip}-{id}{nope} {\"json\": {}}").apply(headers, name -> switch (name) {
            case "client_ip" -> "10.0.0.1";
            case "id" -> "%C3%BC";
            default -> null;
        });
        assertThat(headers.first(HeaderName.of("x"))).isEqualTo("10.0.0.1-%C3%BC{nope} {\"json\": {}}");
    }

    @Test
    void replaceChangesTheFirstValueOnlyAndKeepsTheOrder() {
        Headers headers = headers("Location", "http://a:1/x?http://a:1", "Location", "http://a:1/y", "B", "b");
        replace("location", "{endpoint_url}", "{base_url}")
                .apply(headers, name -> name.equals("endpoint_url") ? "http://a:1" : "https://gw");
        assertThat(headers.toString()).isEqualTo("B: b\nlocation: https://gw/x?https://gw\nlocation: http://a:1/y\n");
    }

    @Test
    void replaceLeavesAloneWhatItDoesNotFind() {
        Headers headers = headers("A", "1", "A", "2");
        replace("A", "2", "3").apply(headers, NONE);
        replace("B", "2", "3").apply(headers, NONE);
        replace("A", "{gone}", "3").apply(headers, name -> "");
        assertThat(headers.toString()).isEqualTo("A: 1\nA: 2\n");
    }

    @Test
    void textOfTheConfigurationIsSentAsUtf8AndObsTextAsItCame() {
        Headers headers = headers();
        set("ü€{v}").apply(headers, name -> "\u00fc");
        byte[] value = headers.first(HeaderName.of("X")) == null
                ? new byte[0]
                : headers.value(headers.find(HeaderName.of("X"))).getBytes(StandardCharsets.ISO_8859_1);
        assertThat(value)
                .isEqualTo(new byte[] {(byte) 0xc3, (byte) 0xbc, (byte) 0xe2, (byte) 0x82, (byte) 0xac, (byte) 0xfc});
    }

    @Test
    void lineBreaksBecomeSpaces() {
        Headers headers = headers("R", "a");
        set("a{v}b").apply(headers, name -> "\r\nEvil: 1\0\n");
        edit(List.of(), Map.of("Y", "c\r\nEvil: 1"), Map.of("Z", "\n"), Map.of())
                .apply(headers, NONE);
        replace("R", "a", "{v}").apply(headers, name -> "x\rEvil: 1");
        assertThat(headers.toString().lines())
                .containsExactlyInAnyOrder(
                        "Xa  Evil: 1  b".replaceFirst("X", "X: "), "Y: c  Evil: 1", "Z: ", "R: x Evil: 1");
    }

    @Property
    void noValueHoldsWhatEndsAFieldLine(@ForAll String value) {
        Headers headers = headers();
        set("{v}").apply(headers, name -> value);
        set(value.replace("{", "")).apply(headers, NONE);
        for (byte b : headers.bytes()) {
            assertThat(b).isNotIn((byte) '\r', (byte) '\n');
        }
    }

    @Test
    void nameThatIsNoTokenIsRefused() {
        for (String name : new String[] {"", "A B", "A:", "Ä", "A\r\n"}) {
            assertThatThrownBy(() -> edit(List.of(name), Map.of(), Map.of(), Map.of()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
