package io.highgate.base.problem;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SuggestionTest {

    private static final List<String> KNOWN = List.of("routes", "upstreams", "timeouts", "path");

    @ParameterizedTest
    @CsvSource({"route, routes", "ROUTES, routes", "roetus, routes", "upstraems, upstreams", "time-outs, timeouts"})
    void findsTheWordThatWasMeant(String typed, String meant) {
        assertThat(Suggestion.nearest(typed, KNOWN)).contains(meant);
        assertThat(Suggestion.didYouMean(typed, KNOWN)).isEqualTo("; did you mean '" + meant + "'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "listeners", "pqrs", "completely different"})
    void suggestsNothingForNonsense(String typed) {
        assertThat(Suggestion.nearest(typed, KNOWN)).isEmpty();
        assertThat(Suggestion.didYouMean(typed, KNOWN)).isEmpty();
    }

    @Test
    void takesTheNearestOfSeveral() {
        assertThat(Suggestion.nearest("patch", List.of("pitches", "patchy", "pat")))
                .contains("patchy");
        assertThat(Suggestion.nearest("pat", List.of())).isEmpty();
    }

    /** The table of distances of such a pair would not fit into the memory. */
    @Test
    void aHugeWordCostsNoHugeTable() {
        assertThat(Suggestion.nearest("x".repeat(2_000_000), KNOWN)).isEmpty();
        assertThat(Suggestion.nearest("path", List.of("y".repeat(2_000_000)))).isEmpty();
    }
}
