package io.highgate.model.bind;

import io.highgate.model.bind.Substitution.Outcome;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SubstitutionTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("HOST", "h1", "EMPTY", "", "TRICK", "${HOST}");

    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "http://${HOST}:80, http://h1:80",
        "${NONE:x}, x",
        "${NONE:}, ''",
        "${EMPTY:x}, ''",
        "${HOST}${HOST}, h1h1",
        "$${HOST}, ${HOST}",
        "$$${HOST}, $${HOST}",
        "${TRICK}, ${HOST}",
        "$HOST, $HOST",
        "${NONE:a:b/c}, a:b/c",
        "cost: 5$, cost: 5$"
    })
    void putsTheEnvironmentIn(String text, String expected) {
        Outcome outcome = Substitution.apply(text, ENVIRONMENT);
        assertThat(outcome.mistakes()).isEmpty();
        assertThat(outcome.text()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "${NONE}, environment variable NONE is not set",
        "${HOST, not followed by NAME}",
        "${}, not followed by NAME}",
        "${1A}, not followed by NAME}",
        "${A B}, not followed by NAME}",
        "${HOST}${, not followed by NAME}"
    })
    void saysWhatIsWrong(String text, String mistake) {
        assertThat(Substitution.apply(text, ENVIRONMENT).mistakes())
                .singleElement()
                .asString()
                .contains(mistake);
    }

    @Property(tries = 300)
    void anEscapedTextComesBack(@ForAll @Chars({'$', '{', '}', 'A', ':'}) List<Character> signs) {
        StringBuilder text = new StringBuilder();
        signs.forEach(text::append);
        Outcome outcome = Substitution.apply(Substitution.escape(text.toString()), Map.of());
        assertThat(outcome.text()).isEqualTo(text.toString());
        assertThat(outcome.mistakes()).isEmpty();
    }
}
