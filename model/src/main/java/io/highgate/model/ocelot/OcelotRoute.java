package io.highgate.model.ocelot;

import io.highgate.base.problem.Place;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of {@code Routes}, as it stands in the file. Immutable.
 *
 * @param features what it asks for that this version does not do, with the place
 * @param declined what it switches off although the file switches it on for all routes
 */
public record OcelotRoute(
        Place place,
        Map<String, Place> settings,
        int index,
        @Nullable String key,
        OcelotMatch match,
        OcelotTarget target,
        OcelotOptions options,
        Map<Feature, Place> features,
        Set<Feature> declined)
        implements Candidate {

    @Override
    public String list() {
        return "Routes";
    }

    public OcelotRoute with(OcelotOptions other, Map<Feature, Place> otherFeatures) {
        return new OcelotRoute(place, settings, index, key, match, target, other, otherFeatures, declined);
    }
}
