package io.highgate.model.ocelot.check;

import io.highgate.model.path.PathTemplate.Literal;
import io.highgate.model.path.PathTemplate.OneSegment;
import io.highgate.model.path.PathTemplate.Part;
import io.highgate.model.path.PathTemplate.Parts;
import io.highgate.model.path.PathTemplate.Rest;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether one template matches everything another one does. A yes is always right; a no can be wrong
 * where only several templates together cover the other. Pure.
 */
final class TemplateInclusion {

    /** Stands for {@code {x}}: one or more characters that do not end the segment. */
    private static final int SEGMENT = -1;
    /** Stands for {@code {+x}}. */
    private static final int SOME = -2;
    /** Stands for {@code {*x}}. */
    private static final int ANY = -3;

    private final List<Integer> wide;
    private final List<Integer> narrow;
    private final int separator;

    private TemplateInclusion(List<Integer> wide, List<Integer> narrow, int separator) {
        this.wide = wide;
        this.narrow = narrow;
        this.separator = separator;
    }

    /** Whether every target that one of {@code narrow} matches is matched by one of {@code wide}. */
    static boolean covers(List<Parts> wide, List<Parts> narrow, boolean ignoreCase) {
        return narrow.stream().allMatch(n -> wide.stream().anyMatch(w -> covers(w, n, ignoreCase)));
    }

    private static boolean covers(Parts wide, Parts narrow, boolean ignoreCase) {
        List<List<Part>> wideForms = forms(wide.path());
        boolean paths = forms(narrow.path()).stream()
                .allMatch(n -> wideForms.stream().anyMatch(w -> covers(w, n, ignoreCase, '/')));
        List<Part> wideQuery = wide.query();
        List<Part> narrowQuery = narrow.query();
        boolean queries = wideQuery == null || (narrowQuery != null && covers(wideQuery, narrowQuery, ignoreCase, '&'));
        return paths && queries;
    }

    private static boolean covers(List<Part> wide, List<Part> narrow, boolean ignoreCase, char separator) {
        List<Integer> from = tokens(wide, ignoreCase);
        List<Integer> to = tokens(narrow, ignoreCase);
        return new TemplateInclusion(from, to, separator).decide();
    }

    /** A path that ends in {@code /{*x}} also matches without that, slash included. */
    private static List<List<Part>> forms(List<Part> path) {
        int last = path.size() - 1;
        if (last >= 1
                && path.get(last) instanceof Rest rest
                && rest.mayBeEmpty()
                && path.get(last - 1) instanceof Literal(String text)
                && text.endsWith("/")
                && !(last == 1 && text.length() == 1)) {
            List<Part> shorter = new ArrayList<>(path.subList(0, last - 1));
            if (text.length() > 1) {
                shorter.add(new Literal(text.substring(0, text.length() - 1)));
            }
            return List.of(path, shorter);
        }
        return List.of(path);
    }

    private static List<Integer> tokens(List<Part> parts, boolean ignoreCase) {
        List<Integer> tokens = new ArrayList<>();
        for (Part part : parts) {
            switch (part) {
                case Literal(String text) ->
                    text.chars()
                            .map(c -> ignoreCase ? Character.toLowerCase(c) : c)
                            .forEach(tokens::add);
                case OneSegment ignored -> tokens.add(SEGMENT);
                case Rest rest -> tokens.add(rest.mayBeEmpty() ? ANY : SOME);
            }
        }
        return tokens;
    }

    /** Works backwards through a table, so that the time is the product of the two lengths. */
    private boolean decide() {
        boolean[][] ok = new boolean[wide.size() + 1][narrow.size() + 1];
        for (int i = wide.size(); i >= 0; i--) {
            for (int j = narrow.size(); j >= 0; j--) {
                ok[i][j] = i == wide.size() ? j == narrow.size() : step(ok, i, j);
            }
        }
        return ok[0][0];
    }

    /** Whether what is left of {@code wide} matches all of what is left of {@code narrow}. */
    private boolean step(boolean[][] ok, int i, int j) {
        int token = wide.get(i);
        boolean ended = j == narrow.size();
        return switch (token) {
            // takes nothing, or one token and then more
            case ANY -> ok[i + 1][j] || (!ended && ok[i][j + 1]);
            // one token that surely is a character, and then anything; one that may be empty is skipped
            case SOME -> !ended && (narrow.get(j) == ANY ? ok[i][j + 1] : anythingUpTo(ok, i + 1, j + 1));
            case SEGMENT -> !ended && staysInSegment(narrow.get(j)) && (ok[i + 1][j + 1] || ok[i][j + 1]);
            default -> !ended && narrow.get(j) == token && ok[i + 1][j + 1];
        };
    }

    private boolean anythingUpTo(boolean[][] ok, int i, int first) {
        for (int j = first; j <= narrow.size(); j++) {
            if (ok[i][j]) {
                return true;
            }
        }
        return false;
    }

    private boolean staysInSegment(int token) {
        return token == SEGMENT || (token >= 0 && token != separator);
    }
}
