package io.highgate.model.ocelot.translate;

import io.highgate.model.ocelot.Candidate;
import io.highgate.model.ocelot.OcelotAggregate;
import io.highgate.model.ocelot.OcelotMatch;
import io.highgate.model.ocelot.OcelotRoute;
import io.highgate.model.ocelot.OcelotTemplate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Ocelot's order: aggregates stand behind the routes, then all are sorted by priority, highest first,
 * and stay in file order where it is equal. Ocelot takes the first match that names a host, or else
 * the first match: the specificity of hosts, which comes before priority here, says the same. Pure.
 */
public final class Selection {

    private Selection() {}

    public static List<Candidate> order(List<OcelotRoute> routes, List<OcelotAggregate> aggregates) {
        List<Candidate> all = new ArrayList<>(routes);
        all.addAll(aggregates);
        all.sort(Comparator.comparingInt(Selection::priority).reversed());
        return all;
    }

    private static int priority(Candidate candidate) {
        OcelotMatch match = candidate.match();
        return OcelotTemplate.isCatchAll(match.template()) ? 0 : match.priority();
    }

    /** A priority for each place in the order, so that no two routes are equal. */
    static int nativePriority(int position, int size) {
        return size - position;
    }
}
