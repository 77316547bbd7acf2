package io.highgate.wire.json;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Members that are taken out one by one, and what is told of those that are wrong. */
class FieldsTest {

    @Test
    void whatIsRightIsTaken() throws JsonException {
        Fields fields = Fields.read("{\"t\":\"x\",\"n\":7,\"d\":1.5,\"f\":true,\"l\":[\"a\",\"b\"],"
                + "\"m\":{\"k\":\"v\"},\"o\":[{\"n\":1},{\"n\":2}],\"z\":null}");

        assertThat(fields.text("t")).isEqualTo("x");
        assertThat(fields.number("n", 7, 7)).isEqualTo(7);
        assertThat(fields.amount("d")).isEqualTo(1.5);
        assertThat(fields.amount("n")).isEqualTo(7);
        assertThat(fields.flagOr("f", false)).isTrue();
        assertThat(fields.texts("l")).containsExactly("a", "b");
        assertThat(fields.textsByName("m")).containsExactly(java.util.Map.entry("k", "v"));
        assertThat(fields.objects("o").stream().map(it -> it.number("n", 0, 9))).containsExactly(1L, 2L);
        assertThat(fields.textOr("z", "else")).isEqualTo("else");
        assertThat(fields.noOthers("all of them").problems()).isEmpty();
    }

    @Test
    void whatIsMissingMayBeOrIsToldOf() throws JsonException {
        Fields fields = Fields.read("{}");

        assertThat(fields.has("t")).isFalse();
        assertThat(fields.textOr("t", null)).isNull();
        assertThat(fields.numberOr("n", 1, 9, 5)).isEqualTo(5);
        assertThat(fields.flagOr("f", true)).isTrue();
        assertThat(fields.texts("l")).isEmpty();
        assertThat(fields.textsByName("m")).isEmpty();
        assertThat(fields.objects("o")).isEmpty();
        assertThat(fields.problems()).isEmpty();

        assertThat(fields.text("t")).isEmpty();
        assertThat(fields.number("n", 1, 9)).isEqualTo(1);
        assertThat(fields.amount("a")).isZero();
        assertThat(fields.problems())
                .containsExactly(
                        "t: is missing; it is a text",
                        "n: is missing; it is a whole number from 1 to 9",
                        "a: is missing; it is a number");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceWithItsPath() throws JsonException {
        Fields fields = Fields.read(
                "{\"t\":7,\"blank\":\" \",\"n\":\"7\",\"big\":10,\"part\":1.5,\"a\":-1,\"b\":\"x\","
                        + "\"f\":\"true\",\"l\":[\"a\",1],\"l2\":{},\"m\":{\"k\":1},\"m2\":[],\"o\":[{\"n\":{}},{}],\"o2\":[7]}");

        fields.text("t");
        fields.text("blank");
        fields.number("n", 1, 9);
        fields.number("big", 1, 9);
        fields.numberOr("part", 1, 9, 2);
        fields.amount("a");
        fields.amount("b");
        fields.flagOr("f", false);
        fields.texts("l");
        fields.texts("l2");
        fields.textsByName("m");
        fields.textsByName("m2");
        fields.objects("o").forEach(it -> it.number("n", 0, 9));
        fields.objects("o2");
        assertThat(fields.problems())
                .containsExactly(
                        "t: is a number, not a text",
                        "blank: is missing; it is a text",
                        "n: is a text, not a whole number from 1 to 9",
                        "big: is 10, not a whole number from 1 to 9",
                        "part: is 1.5, not a whole number from 1 to 9",
                        "a: is -1, not a number of 0 or more",
                        "b: is a text, not a number of 0 or more",
                        "f: is a text, not true or false",
                        "l[1]: is a number, not a text",
                        "l2: is an object, not a list",
                        "m.k: is a number, not a text",
                        "m2: is a list, not an object",
                        "o[0].n: is an object, not a whole number from 0 to 9",
                        "o[1].n: is missing; it is a whole number from 0 to 9",
                        "o2[0]: is a number, not an object");
    }

    @Test
    void membersThatNobodyAskedForAreSlips() throws JsonException {
        Fields fields = Fields.read("{\"hosst\":\"x\",\"host\":\"y\"}");

        fields.text("host");
        assertThat(fields.noOthers("host", "port").problems())
                .containsExactly("hosst: is not known here; known are host, port");
    }

    @Test
    void onlyAnObjectHasMembers() {
        assertThatThrownBy(() -> Fields.read("[]")).hasMessage("there is a list where an object should be");
        assertThatThrownBy(() -> Fields.read("null")).hasMessage("there is nothing where an object should be");
        assertThatThrownBy(() -> Fields.read("7")).hasMessage("there is a number where an object should be");
        assertThatThrownBy(() -> Fields.read("true")).hasMessage("there is true or false where an object should be");
        assertThatThrownBy(() -> Fields.read("{")).isInstanceOf(JsonException.class);
    }

    @Test
    void whatWasReadStaysAsItWas() throws JsonException {
        Fields fields = Fields.read("{\"t\":7}");
        fields.text("t");
        var before = fields.problems();
        fields.wrong("t", "is worse");

        assertThat(before).hasSize(1);
        assertThat(fields.problems()).hasSize(2);
    }
}
