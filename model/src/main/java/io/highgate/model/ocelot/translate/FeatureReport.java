package io.highgate.model.ocelot.translate;

import io.highgate.base.problem.Place;
import io.highgate.model.ocelot.Candidate;
import io.highgate.model.ocelot.Feature;
import io.highgate.model.ocelot.Findings;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Collects who asks for what this version does not do, and reports it with one line for each feature, so
 * that the list of a large file stays readable. Confined to one thread.
 */
final class FeatureReport {

    private static final int NAMED = 4;

    /** Routes, then aggregates, in the order of the file. */
    private static final Comparator<Candidate> AS_WRITTEN =
            Comparator.comparing(Candidate::list).reversed().thenComparingInt(Candidate::index);

    private final Map<Feature, Map<Candidate, Place>> asked = new EnumMap<>(Feature.class);

    void add(Feature feature, Candidate candidate, Place place) {
        asked.computeIfAbsent(feature, key -> new LinkedHashMap<>()).put(candidate, place);
    }

    void report(Findings findings) {
        asked.forEach((feature, who) -> {
            List<Candidate> candidates =
                    who.keySet().stream().sorted(AS_WRITTEN).toList();
            String names =
                    candidates.stream().limit(NAMED).map(Candidate::label).collect(Collectors.joining(", "));
            int others = candidates.size() - NAMED;
            findings.unsupported(
                    Objects.requireNonNull(who.get(candidates.getFirst())),
                    feature.title() + ": not supported yet, " + feature.instead() + ". Asked for by "
                            + candidates.size() + ": " + names + (others > 0 ? " and " + others + " more" : ""));
        });
    }
}
