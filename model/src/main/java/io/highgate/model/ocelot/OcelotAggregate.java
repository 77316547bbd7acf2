package io.highgate.model.ocelot;

import io.highgate.base.problem.Place;
import java.util.List;
import java.util.Map;

/** One of {@code Aggregates}: asks several routes, named by key, and merges their answers. Immutable. */
public record OcelotAggregate(
        Place place, Map<String, Place> settings, int index, OcelotMatch match, List<String> routeKeys)
        implements Candidate {

    @Override
    public String list() {
        return "Aggregates";
    }
}
