package io.highgate.center.api.call;

import java.util.ArrayList;
import java.util.List;

/**
 * Which part of a list is wanted. Immutable.
 *
 * @param limit 1 to 1000
 * @param after the name of the last one of the page before, or an empty text
 */
public record Page(int limit, String after) {

    private static final int USUAL = 100;
    private static final int MOST = 1000;

    /** The page that a request's {@code limit} and {@code after} mean. */
    public static Page of(Ask ask) throws Refused {
        List<String> problems = new ArrayList<>();
        int limit = limit(ask, problems);
        if (!problems.isEmpty()) {
            throw Refused.bad(problems);
        }
        String after = ask.parameter("after");
        return new Page(limit, after == null ? "" : after);
    }

    /** A request's {@code limit}; what is wrong with it is noted. */
    public static int limit(Ask ask, List<String> problems) throws Refused {
        String text = ask.parameter("limit");
        if (text == null) {
            return USUAL;
        }
        if (text.matches("[0-9]{1,4}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        }
        problems.add("limit: is not a whole number from 1 to " + MOST);
        return USUAL;
    }
}
