package io.highgate.gateway.route;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which route a request takes, what becomes of it, and why no other route took it. Immutable.
 *
 * @param request method, host and target as they were matched
 * @param winner null where no route matches
 * @param losers the nearest first
 * @param moreLosers how many further ones are not listed
 */
public record Explanation(String request, @Nullable Winner winner, List<Loser> losers, int moreLosers) {

    /**
     * The route that was chosen.
     *
     * @param template the path template that matched; empty for a route for every path
     * @param upstream null unless the action is to forward, and where chance decides
     * @param traffic which upstream is chosen why, what is copied and what is broken on purpose
     * @param target what the upstream is asked for, or where a redirect leads; null for a response
     * @param problem why the request is refused all the same, as a rewrite that leads nowhere
     */
    public record Winner(
            String route,
            String template,
            Map<String, String> captures,
            String action,
            @Nullable String upstream,
            @Nullable String target,
            @Nullable String problem,
            List<String> filters,
            List<String> traffic) {}

    /** A route that was not chosen, with one of its templates and all reasons. */
    public record Loser(String route, String template, List<String> reasons) {}

    /** The explanation for a terminal. */
    public String toText() {
        StringBuilder text = new StringBuilder(request).append('\n');
        if (winner == null) {
            text.append("no route matches (404 NO_ROUTE)\n");
        } else {
            winner(winner, text);
        }
        for (Loser loser : losers) {
            text.append("not ").append(loser.route());
            text.append(loser.template().isEmpty() ? "" : " (" + loser.template() + ")");
            text.append(": ").append(String.join("; ", loser.reasons())).append('\n');
        }
        if (moreLosers > 0) {
            text.append("and ").append(moreLosers).append(" more that come near\n");
        }
        return text.toString();
    }

    private static void winner(Winner winner, StringBuilder text) {
        text.append("route ").append(winner.route());
        text.append(winner.template().isEmpty() ? "" : " (" + winner.template() + ")")
                .append('\n');
        winner.captures()
                .forEach((name, value) -> text.append("  {")
                        .append(name)
                        .append("} = ")
                        .append(value)
                        .append('\n'));
        text.append("  ").append(winner.action()).append('\n');
        if (winner.problem() != null) {
            text.append("  400 BAD_REQUEST: ").append(winner.problem()).append('\n');
        }
        winner.traffic().forEach(line -> text.append("  ").append(line).append('\n'));
        winner.filters().forEach(filter -> text.append("  ").append(filter).append('\n'));
    }
}
