package io.highgate.gateway.route.index;

import io.highgate.gateway.route.path.Escape;
import io.highgate.model.path.PathTemplate;
import io.highgate.model.path.PathTemplate.Literal;
import io.highgate.model.path.PathTemplate.Part;
import io.highgate.model.path.PathTemplate.Rest;
import io.highgate.model.spec.RouteSpec;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What decides between routes that match a request on an equally specific host, as in the
 * Kubernetes Gateway API: higher priority; exact path, then more literal characters, then single
 * segments before a rest, then a regular expression, then no path; methods named or not; more header
 * conditions; more query conditions; more of clients and windows; order in the configuration. Immutable.
 *
 * @param methods {@link #NAMES_HEAD} to {@link #NO_METHODS}
 */
public record Precedence(int priority, Kind kind, int literals, boolean rest, int methods, Weight weight, int order) {

    /** How a path is described, most specific first. */
    enum Kind {
        EXACT,
        TEMPLATE,
        REGEX,
        NONE
    }

    public static final int NAMES_HEAD = 0;
    static final int NAMES_OTHERS = 1;
    static final int NO_METHODS = 2;

    private static final Comparator<Precedence> BY_PATH = Comparator.comparing(Precedence::kind)
            .thenComparing(Comparator.comparingInt(Precedence::literals).reversed())
            .thenComparing(Precedence::rest);

    /** Best first, for every method but HEAD. */
    public static final Comparator<Precedence> BEST_FIRST = best(Comparator.comparing(p -> p.methods == NO_METHODS));

    /** Best first, for HEAD: a route that names it comes before one that has it through GET. */
    public static final Comparator<Precedence> BEST_FIRST_FOR_HEAD = best(Comparator.comparingInt(Precedence::methods));

    private static Comparator<Precedence> best(Comparator<Precedence> byMethod) {
        return Comparator.comparingInt(Precedence::priority)
                .reversed()
                .thenComparing(BY_PATH)
                .thenComparing(byMethod)
                .thenComparing(Precedence::weight)
                .thenComparingInt(Precedence::order);
    }

    public static Precedence of(RouteSpec spec, @Nullable PathTemplate template, int order) {
        int methods =
                spec.methods().isEmpty() ? NO_METHODS : spec.methods().contains("HEAD") ? NAMES_HEAD : NAMES_OTHERS;
        Weight weight = Weight.of(spec);
        return switch (template) {
            case null -> new Precedence(spec.priority(), Kind.NONE, 0, false, methods, weight, order);
            case PathTemplate.Regex ignored ->
                new Precedence(spec.priority(), Kind.REGEX, 0, false, methods, weight, order);
            case PathTemplate.Parts parts -> {
                boolean exact = parts.path().stream().allMatch(Literal.class::isInstance);
                boolean rest = parts.path().stream().anyMatch(Rest.class::isInstance);
                List<Part> queryParts = parts.query() == null ? List.of() : parts.query();
                int literals = length(parts.path()) + length(queryParts);
                Kind kind = exact ? Kind.EXACT : Kind.TEMPLATE;
                yield new Precedence(spec.priority(), kind, literals, rest, methods, weight, order);
            }
        };
    }

    private static int length(List<Part> parts) {
        int length = 0;
        for (Part part : parts) {
            length += part instanceof Literal literal ? Escape.normalised(literal.text()).length : 0;
        }
        return length;
    }

    /** Why this one loses against the winner, which comes before it for such a request. */
    public String whyLosesTo(Precedence winner, String winnerName, boolean forHead) {
        if (priority != winner.priority) {
            return "lower priority (" + priority + " < " + winner.priority + ")";
        }
        if (BY_PATH.compare(this, winner) != 0) {
            return "less specific path than " + winnerName;
        }
        if (methods == NO_METHODS && winner.methods != NO_METHODS) {
            return winnerName + " names methods";
        }
        if (forHead && methods != winner.methods) {
            return winnerName + " names HEAD";
        }
        return weight.equals(winner.weight) ? winnerName + " comes first" : weight.whyLosesTo(winner.weight);
    }

    /**
     * How many conditions there are; more come first.
     *
     * @param around one for clients, one for windows
     */
    record Weight(int headers, int query, int around) implements Comparable<Weight> {

        static Weight of(RouteSpec spec) {
            boolean clients = !spec.clients().isEmpty() || !spec.exceptClients().isEmpty();
            int around = (clients ? 1 : 0) + (spec.windows().isEmpty() ? 0 : 1);
            return new Weight(spec.headers().size(), spec.query().size(), around);
        }

        @Override
        public int compareTo(Weight other) {
            int first = headers != other.headers ? other.headers - headers : other.query - query;
            return first != 0 ? first : other.around - around;
        }

        private String whyLosesTo(Weight winner) {
            if (headers != winner.headers) {
                return "fewer header conditions (" + headers + " < " + winner.headers + ")";
            }
            if (query != winner.query) {
                return "fewer query conditions (" + query + " < " + winner.query + ")";
            }
            return "fewer conditions on clients and times (" + around + " < " + winner.around + ")";
        }
    }
}
