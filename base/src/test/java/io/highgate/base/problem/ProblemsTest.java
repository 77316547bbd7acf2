package io.highgate.base.problem;

import io.highgate.base.problem.Problem.Severity;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemsTest {

    private static final Place HERE =
            new Place("a.yaml", 3, 7, "routes").child(2).child("path");

    private final Problems problems = new Problems();

    @Test
    void keepsAllInTheOrderOfReporting() {
        problems.warning(HERE, "one");
        problems.error(HERE, "two");
        problems.unsupported(HERE, "three");
        assertThat(problems.all()).extracting(Problem::message).containsExactly("one", "two", "three");
        assertThat(problems.of(Severity.UNSUPPORTED))
                .extracting(Problem::message)
                .containsExactly("three");
        assertThat(problems.errorCount()).isEqualTo(1);
    }

    @Test
    void onlyErrorsMakeASourceUnusable() {
        assertThat(problems.hasErrors()).isFalse();
        problems.warning(HERE, "one");
        problems.unsupported(HERE, "two");
        assertThat(problems.hasErrors()).isFalse();
        problems.error(HERE, "three");
        assertThat(problems.hasErrors()).isTrue();
    }

    @Test
    void aFloodIsCountedAndNotKept() {
        for (int i = 0; i < Problems.LIMIT; i++) {
            problems.warning(HERE, "flood");
        }
        problems.error(HERE, "behind the flood");
        assertThat(problems.all()).hasSize(Problems.LIMIT);
        assertThat(problems.dropped()).isEqualTo(1);
        assertThat(problems.hasErrors()).isTrue();
    }

    @Test
    void aProblemNamesItsPlace() {
        assertThat(Problem.error(HERE, "is wrong")).hasToString("error: a.yaml:3:7 routes[2].path: is wrong");
        assertThat(Problem.warning(Place.of("environment").child("X"), "odd"))
                .hasToString("warning: environment X: odd");
        assertThat(HERE.at(9, 1)).hasToString("a.yaml:9:1 routes[2].path");
    }
}
