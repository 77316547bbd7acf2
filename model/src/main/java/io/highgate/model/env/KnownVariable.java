package io.highgate.model.env;

import io.highgate.model.shape.ScalarText;
import io.highgate.model.shape.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An environment variable that users of the earlier system set. Immutable.
 *
 * @param name its name
 * @param form what it can hold
 * @param defaultsTo what holds when it is not set, as it would be written; empty if nothing does
 * @param meaning what it is for
 * @param instead what happens in this version when it is set; null if it does what it says
 */
public record KnownVariable(
        String name,
        Form form,
        String defaultsTo,
        String meaning,
        @Nullable String instead) {

    /** What a variable can hold. */
    public enum Form {
        /** Anything. */
        TEXT("a text"),
        /** A TCP port. */
        PORT("a port, 1 to 65535"),
        /** A whole number, zero included. */
        COUNT("a whole number, 0 or more"),
        /** A number of seconds above zero, fractions allowed. */
        SECONDS("a number of seconds above 0"),
        /** A share. */
        RATIO("a number from 0 to 1"),
        /** A share in percent. */
        PERCENT("a number of percent, 1 to 100"),
        /** A switch. */
        SWITCH("0 or 1"),
        /** An address of a server. */
        URL("a URL like http://host:port"),
        /** Addresses of servers. */
        URLS("one or several URLs like http://host:port, separated by commas");

        private final String wanted;

        Form(String wanted) {
            this.wanted = wanted;
        }

        /** What would be right. */
        public String wanted() {
            return wanted;
        }

        private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
        private static final Pattern SERVER = Pattern.compile("[a-z]+://[^\\s/]+\\S*");

        /** Whether the text can be meant. */
        boolean accepts(String text) {
            return switch (this) {
                case TEXT -> true;
                case PORT -> isWhole(text, 1, 65_535);
                case COUNT -> isWhole(text, 0, Integer.MAX_VALUE);
                case SECONDS -> DECIMAL.matcher(text).matches() && Double.parseDouble(text) > 0;
                case RATIO -> DECIMAL.matcher(text).matches() && Double.parseDouble(text) <= 1;
                case PERCENT -> isWhole(text, 1, 100);
                case SWITCH -> List.of("0", "1", "true", "false").contains(text);
                case URL -> SERVER.matcher(text).matches();
                case URLS ->
                    Arrays.stream(text.split(",", -1))
                            .allMatch(it -> SERVER.matcher(it.strip()).matches());
            };
        }

        private static boolean isWhole(String text, long min, long max) {
            try {
                ScalarText.parse(new ValueType.Whole(min, max), text);
                return true;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }

    /** Whether a variable of that name is meant; {@code <NAME>} stands for letters, digits and '_'. */
    boolean isNamed(String candidate) {
        String pattern = Arrays.stream(name.split("<NAME>", -1))
                .map(Pattern::quote)
                .reduce((a, b) -> a + "[A-Za-z0-9_]+" + b)
                .orElse("");
        return candidate.matches(pattern);
    }
}
