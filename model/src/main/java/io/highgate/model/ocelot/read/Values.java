package io.highgate.model.ocelot.read;

import io.highgate.model.ocelot.Findings;
import io.highgate.model.text.Node;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Single JSON values as .NET's configuration binds them: a number or a flag may also stand in quotes,
 * and a text may be any scalar. A value of the wrong kind is reported and read as null. Pure.
 */
final class Values {

    private static final Pattern NUMBER =
            Pattern.compile("\\s*-?[0-9]{1,30}(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?\\s*");

    private Values() {}

    static boolean isNull(Node node) {
        return node instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.NULL;
    }

    static @Nullable String text(Node node, Findings findings) {
        if (node instanceof Node.Scalar scalar) {
            return isNull(node) ? null : scalar.value();
        }
        findings.error(node.place(), "a text is wanted here, not " + kind(node));
        return null;
    }

    /** A whole number; {@code 1.0} is one too. */
    static @Nullable Long number(Node node, Findings findings) {
        if (node instanceof Node.Scalar scalar && NUMBER.matcher(scalar.value()).matches()) {
            // a double's range is ample: the largest number with a meaning here is 2^31 - 1
            double value = Double.parseDouble(scalar.value().strip());
            if (value == Math.rint(value) && Math.abs(value) < 1e15) {
                return (long) value;
            }
        }
        findings.error(node.place(), "a whole number is wanted here, not " + kind(node));
        return null;
    }

    static @Nullable Double decimal(Node node, Findings findings) {
        if (node instanceof Node.Scalar scalar && NUMBER.matcher(scalar.value()).matches()) {
            return Double.valueOf(scalar.value().strip());
        }
        findings.error(node.place(), "a number is wanted here, not " + kind(node));
        return null;
    }

    static @Nullable Boolean flag(Node node, Findings findings) {
        if (node instanceof Node.Scalar scalar && scalar.value().equalsIgnoreCase("true")) {
            return true;
        }
        if (node instanceof Node.Scalar scalar && scalar.value().equalsIgnoreCase("false")) {
            return false;
        }
        findings.error(node.place(), "true or false is wanted here, not " + kind(node));
        return null;
    }

    static List<Node> items(@Nullable Node node, Findings findings) {
        if (node instanceof Node.Sequence sequence) {
            return sequence.items();
        }
        if (node != null) {
            findings.error(node.place(), "a list [ ] is wanted here, not " + kind(node));
        }
        return List.of();
    }

    /** What a node is, for a message. */
    static String kind(Node node) {
        return switch (node) {
            case Node.Mapping ignored -> "an object";
            case Node.Sequence ignored -> "a list";
            case Node.Scalar scalar ->
                switch (scalar.kind()) {
                    case TEXT -> "the text '" + scalar.value() + "'";
                    case NUMBER -> "the number " + scalar.value();
                    case BOOLEAN -> scalar.value();
                    case NULL -> "null";
                };
        };
    }
}
