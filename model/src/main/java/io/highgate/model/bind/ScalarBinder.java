package io.highgate.model.bind;

import io.highgate.base.problem.Problems;
import io.highgate.model.shape.ScalarText;
import io.highgate.model.shape.ValueType;
import io.highgate.model.text.Node;
import io.highgate.model.text.Node.Kind;
import io.highgate.model.text.Node.Scalar;
import java.util.Map;

/** Reads single values, with the environment put in. Confined to one thread. */
final class ScalarBinder {

    private final Map<String, String> environment;
    private final Problems problems;

    ScalarBinder(Map<String, String> environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /**
     * Whether nothing is written there: a null, or a text that became empty when the environment was
     * put in, so that <code>${NAME:}</code> makes a setting optional.
     */
    boolean isLeftOut(Node node) {
        if (!(node instanceof Scalar scalar)) {
            return false;
        }
        if (scalar.kind() == Kind.NULL) {
            return true;
        }
        Substitution.Outcome outcome = Substitution.apply(scalar.value(), environment);
        return outcome.happened()
                && outcome.mistakes().isEmpty()
                && outcome.text().isEmpty();
    }

    Object bind(Scalar scalar, ValueType.OneValue type) {
        if (scalar.kind() == Kind.NULL) {
            problems.error(scalar.place(), "has no value; an empty text is written ''");
            return SpecBinder.FAILED;
        }
        Substitution.Outcome outcome = Substitution.apply(scalar.value(), environment);
        if (!outcome.mistakes().isEmpty()) {
            outcome.mistakes().forEach(it -> problems.error(scalar.place(), it));
            return SpecBinder.FAILED;
        }
        boolean quoted = scalar.kind() == Kind.TEXT && !outcome.happened();
        boolean bare = type instanceof ValueType.Whole || type instanceof ValueType.Flag;
        try {
            Object value = ScalarText.parse(type, outcome.text());
            if (quoted && bare) {
                problems.error(scalar.place(), "'" + scalar.value() + "' stands in quotes; write it without");
                return SpecBinder.FAILED;
            }
            return value;
        } catch (IllegalArgumentException e) {
            problems.error(scalar.place(), String.valueOf(e.getMessage()));
            return SpecBinder.FAILED;
        }
    }
}
