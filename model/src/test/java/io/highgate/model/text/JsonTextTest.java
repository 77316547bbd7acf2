package io.highgate.model.text;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problem;
import io.highgate.base.problem.Problems;
import io.highgate.model.text.Node.Kind;
import io.highgate.model.text.Node.Mapping;
import io.highgate.model.text.Node.Scalar;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class JsonTextTest {

    private final Problems problems = new Problems();

    private @Nullable Node read(String text) {
        return JsonText.read("a.json", text, problems);
    }

    @Test
    void commentsAndTrailingCommasAreAllowed() {
        Mapping root = (Mapping) Objects.requireNonNull(read("// why\n{\"a\": [1, 2,], /* x */ \"b\": null,}"));
        assertThat(problems.all()).isEmpty();
        assertThat(root.entries()).hasSize(2);
        assertThat(root.entries().get(1).value())
                .isEqualTo(new Scalar(new Place("a.json", 2, 29, "b"), Kind.NULL, "null"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"a":1,"a":2}       | a.json:1:8 a: is there twice; the first one is in line 1
                    {"a":{"b":1,"b":2}} | a.json:1:13 a.b: is there twice
                    {"a":1              | a.json:1:7: is not JSON
                    {"a":}              | a.json:1:6: is not JSON
                    {a:1}               | a.json:1:2: is not JSON
                    {} {}               | something follows
                    {"a":01}            | is not JSON
                    // nothing          | there is nothing in it
                    [NaN]               | is not JSON
                    """)
    void refusesNamingThePlace(String text, String problem) {
        read(text);
        assertThat(problems.hasErrors()).isTrue();
        assertThat(problems.all())
                .extracting(Problem::toString)
                .anySatisfy(it -> assertThat(it).contains(problem));
    }

    @Test
    void theLastOfTwoKeysMayWin() {
        Mapping root = (Mapping) Objects.requireNonNull(
                JsonText.read("x", "{\"a\":1,\"a\":2}", JsonText.Duplicates.LAST_WINS, problems));
        assertThat(((Scalar) root.entries().getFirst().value()).value()).isEqualTo("2");
        assertThat(problems.hasErrors()).isFalse();
        assertThat(problems.all()).hasSize(1);
    }

    @Test
    void nestingHasALimit() {
        assertThat(read("[".repeat(200_000))).isNull();
        assertThat(problems.all()).extracting(Problem::message).containsExactly("is nested deeper than 100");
    }

    @Property(tries = 300)
    void noTextMakesItThrow(@ForAll @StringLength(max = 60) String text) {
        Problems found = new Problems();
        Node node = JsonText.read("x", text, found);
        assertThat(node != null || found.hasErrors()).isTrue();
    }
}
