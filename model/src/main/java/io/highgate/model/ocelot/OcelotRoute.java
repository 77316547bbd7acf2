package io.highgate.model.ocelot;

import io.highgate.base.problem.Place;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of {@code Routes} or {@code DynamicRoutes}, as it stands in the file. Immutable.
 *
 * @param list the list of the file it stands in
 * @param features what it asks for that this version does not do, with the place
 */
public record OcelotRoute(
        Place place,
        Map<String, Place> settings,
        String list,
        int index,
        @Nullable String key,
        OcelotMatch match,
        OcelotTarget target,
        OcelotOptions options,
        OcelotClaims claims,
        Map<Feature, Place> features)
        implements Candidate {

    /** The list of those that name a service only. */
    public static final String DYNAMIC = "DynamicRoutes";

    /** Whether it stands for all paths below the name of a service. */
    public boolean isDynamic() {
        return list.equals(DYNAMIC);
    }

    public OcelotRoute with(OcelotOptions other, Map<Feature, Place> otherFeatures) {
        return new OcelotRoute(place, settings, list, index, key, match, target, other, claims, otherFeatures);
    }
}
