package io.highgate.model.ocelot;

import io.highgate.base.problem.Place;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of {@code Routes}, as it stands in the file. Immutable.
 *
 * @param features what it asks for that this version does not do, with the place
 */
public record OcelotRoute(
        Place place,
        Map<String, Place> settings,
        int index,
        @Nullable String key,
        OcelotMatch match,
        OcelotTarget target,
        OcelotOptions options,
        OcelotClaims claims,
        Map<Feature, Place> features)
        implements Candidate {

    @Override
    public String list() {
        return "Routes";
    }

    public OcelotRoute with(OcelotOptions other, Map<Feature, Place> otherFeatures) {
        return new OcelotRoute(place, settings, index, key, match, target, other, claims, otherFeatures);
    }
}
