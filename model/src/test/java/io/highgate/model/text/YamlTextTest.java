package io.highgate.model.text;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problem;
import io.highgate.base.problem.Problems;
import io.highgate.model.text.Node.Kind;
import io.highgate.model.text.Node.Mapping;
import io.highgate.model.text.Node.Scalar;
import io.highgate.model.text.Node.Sequence;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class YamlTextTest {

    private final Problems problems = new Problems();

    private @Nullable Node read(String text) {
        return YamlText.read("a.yaml", text, problems);
    }

    @Test
    void everyPartKnowsItsPlace() {
        Mapping root = (Mapping) Objects.requireNonNull(read("a: 1\nlist:\n  - x: 'y'\n  - true\n"));
        assertThat(problems.all()).isEmpty();
        assertThat(root.entries().get(0).value())
                .isEqualTo(new Scalar(new Place("a.yaml", 1, 4, "a"), Kind.NUMBER, "1"));
        Sequence list = (Sequence) root.entries().get(1).value();
        assertThat(((Mapping) list.items().get(0)).entries().getFirst().place())
                .isEqualTo(new Place("a.yaml", 3, 5, "list[0].x"));
        assertThat(list.items().get(1))
                .isEqualTo(new Scalar(new Place("a.yaml", 4, 5, "list[1]"), Kind.BOOLEAN, "true"));
    }

    @ParameterizedTest
    @CsvSource({
        "1, NUMBER",
        "-1.5e3, NUMBER",
        "0x1F, NUMBER",
        "true, BOOLEAN",
        "yes, TEXT",
        "off, TEXT",
        "~, NULL",
        "null, NULL",
        "'\"1\"', TEXT",
        "!!str 1, TEXT",
        "127.0.0.1:80, TEXT",
        "1.2.3, TEXT"
    })
    void plainScalarsFollowTheCoreSchema(String text, Kind kind) {
        Mapping root = (Mapping) Objects.requireNonNull(read("a: " + text));
        assertThat(((Scalar) root.entries().getFirst().value()).kind()).isEqualTo(kind);
        assertThat(problems.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    a: 1\\nb: 2\\na: 3          | a.yaml:3:1 a: is there twice; the first one is in line 1
                    a: &x 1\\nb: *x            | a.yaml:2:4 b: the alias '*x' is not followed
                    a: &x [*x]                 | the alias '*x' is not followed
                    a: !!int 3                 | the tag 'tag:yaml.org,2002:int' means nothing
                    a: !foo {}                 | the tag '!foo' means nothing
                    a: 1\\n---\\nb: 2          | a.yaml:3:1: is a second YAML document
                    # only a comment           | there is nothing in it
                    ---                        | there is nothing in it
                    ? [a]\\n: 1                | a key is a plain text
                    a: [1, 2                   | is not YAML: while parsing a flow sequence
                    a:\\n\\tb: 1               | a.yaml:2:1: is not YAML: while scanning for the next token
                    a: \\1                 | a.yaml:1:4: is not YAML: the character U+0001
                    a: 'x                      | is not YAML
                    """)
    void refusesNamingThePlace(String text, String problem) {
        read(text.translateEscapes());
        assertThat(problems.hasErrors()).isTrue();
        assertThat(problems.all())
                .extracting(Problem::toString)
                .anySatisfy(it -> assertThat(it).contains(problem));
    }

    @Test
    void nestingHasALimit() {
        assertThat(read("[".repeat(200_000))).isNull();
        assertThat(problems.all()).extracting(Problem::message).containsExactly("is nested deeper than 100");
    }

    @Test
    void depthByIndentationHasALimitToo() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            text.append(" ".repeat(i)).append("a:\n");
        }
        assertThat(read(text.toString())).isNull();
        assertThat(problems.all()).extracting(Problem::message).containsExactly("is nested deeper than 100");
    }

    @Test
    void expandingAliasesAreRefusedBeforeTheyExpand() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 60; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThat(read(bomb.toString())).isNull();
        assertThat(problems.errorCount()).isEqualTo(1);
    }

    @Test
    void sizeHasALimit() {
        assertThat(read("a: " + "x".repeat(17 << 20))).isNull();
        assertThat(problems.all()).extracting(Problem::message).allMatch(it -> it.contains("larger than 16MiB"));
    }

    @Property(tries = 300)
    void noTextMakesItThrow(@ForAll @StringLength(max = 60) String text) {
        Problems found = new Problems();
        Node node = YamlText.read("x", text, found);
        assertThat(node != null || found.hasErrors()).isTrue();
    }

    @Property(tries = 500)
    void noTextOfYamlsOwnSignsMakesItThrow(
            @ForAll
                    @net.jqwik.api.constraints.Chars({
                        'a', ':', ' ', '\n', '-', '[', ']', '{', '}', '&', '*', '!', '|', '>', '"', '\'', '#', '?', '%',
                        ',', '\t', '\\', '\r', '~', '<', '@'
                    })
                    List<Character> signs) {
        StringBuilder text = new StringBuilder();
        signs.forEach(text::append);
        Problems found = new Problems();
        Node node = YamlText.read("x", text.toString(), found);
        assertThat(node != null || found.hasErrors()).isTrue();
    }
}
