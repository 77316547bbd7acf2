package io.highgate.model.path;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads regular expressions that users wrote, with errors in one line. Pure. */
public final class RegularExpressions {

    private RegularExpressions() {}

    /**
     * Compiles.
     *
     * @throws IllegalArgumentException saying what is wrong and at which character
     */
    public static Pattern compile(String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            String where = e.getIndex() < 0 ? "" : " near character " + (e.getIndex() + 1);
            throw new IllegalArgumentException(
                    "'" + expression + "' is not a regular expression: " + e.getDescription() + where, e);
        } catch (StackOverflowError e) {
            // Pattern's compiler recurses once a group; a user's text must not end the process.
            throw new IllegalArgumentException("the regular expression is nested too deeply", e);
        }
    }

    /** The names of its named groups, in order; throws as {@link #compile}. */
    public static List<String> namedGroups(String expression) {
        return compile(expression).namedGroups().entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
    }
}
