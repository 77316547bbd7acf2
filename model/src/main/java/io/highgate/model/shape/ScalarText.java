package io.highgate.model.shape;

import io.highgate.base.problem.Suggestion;
import io.highgate.base.unit.AddressRange;
import io.highgate.base.unit.DataSize;
import io.highgate.base.unit.Durations;
import io.highgate.base.unit.EndpointUrl;
import io.highgate.base.unit.HostPort;
import io.highgate.base.unit.Ratio;
import io.highgate.base.unit.Secret;
import io.highgate.model.shape.ValueType.Choice;
import io.highgate.model.shape.ValueType.Whole;
import io.highgate.model.spec.Spelled;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Single values to text and back. Pure. */
public final class ScalarText {

    /** Far longer than anything here may sensibly take, and far from overflowing nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    private ScalarText() {}

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException saying what would be right
     */
    public static Object parse(ValueType.OneValue type, String text) {
        return switch (type) {
            case ValueType.Text ignored -> text;
            case ValueType.SecretText ignored -> new Secret(text);
            case Whole whole -> whole(text, whole);
            case ValueType.Flag ignored -> flag(text);
            case ValueType.Time ignored -> time(text);
            case ValueType.Size ignored -> DataSize.parse(text);
            case ValueType.Share ignored -> Ratio.parse(text);
            case ValueType.Address ignored -> address(text);
            case ValueType.Url ignored -> EndpointUrl.parse(text);
            case ValueType.Addresses ignored -> AddressRange.parse(text);
            case Choice choice -> choice(text, choice);
        };
    }

    /** Writes a value, so that {@link #parse} reads it back; a secret is written as it is. */
    public static String print(Object value) {
        return switch (value) {
            case Duration duration -> Durations.print(duration);
            case Enum<?> constant -> name(constant);
            case Secret secret -> secret.reveal();
            default -> value.toString();
        };
    }

    /** How an enum's constants are written. */
    public static List<String> names(Choice choice) {
        return Arrays.stream(choice.type().getEnumConstants())
                .map(ScalarText::name)
                .toList();
    }

    private static String name(Enum<?> constant) {
        if (constant instanceof Spelled spelled) {
            return spelled.spelling();
        }
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Integer whole(String text, Whole range) {
        long value;
        try {
            value = Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a whole number", e);
        }
        if (value < range.min() || value > range.max()) {
            throw new IllegalArgumentException(
                    value < range.min()
                            ? value + " is too small, the least is " + range.min()
                            : value + " is too large, the most is " + range.max());
        }
        return (int) value;
    }

    private static Boolean flag(String text) {
        return switch (text.strip()) {
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        };
    }

    private static Duration time(String text) {
        Duration duration = Durations.parse(text);
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("'" + text + "' is longer than " + Durations.print(LONGEST));
        }
        return duration;
    }

    private static HostPort address(String text) {
        if (text.contains("/")) {
            throw new IllegalArgumentException("'" + text + "' is not host:port; leave out the scheme and the path");
        }
        return HostPort.parse(text);
    }

    private static Object choice(String text, Choice choice) {
        for (Enum<?> constant : choice.type().getEnumConstants()) {
            if (name(constant).equals(text)) {
                return constant;
            }
        }
        List<String> names = names(choice);
        throw new IllegalArgumentException(
                "'" + text + "' is none of " + String.join(", ", names) + Suggestion.didYouMean(text, names));
    }
}
