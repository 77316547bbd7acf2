package io.highgate.model.ocelot.check;

import io.highgate.model.ocelot.Candidate;
import io.highgate.model.ocelot.Findings;
import io.highgate.model.ocelot.OcelotAggregate;
import io.highgate.model.ocelot.OcelotMatch;
import io.highgate.model.ocelot.OcelotRoute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Routes and aggregates that are there twice: the same template and host, and a method in common. Pure
 * but for the findings; answers what is left when only the first of two is kept.
 */
public final class DuplicateCheck {

    private final Findings findings;
    private final Map<String, List<Candidate>> byTemplate = new HashMap<>();

    public DuplicateCheck(Findings findings) {
        this.findings = findings;
    }

    /** Keeps those that repeat no earlier one; to be called for the routes, then for the aggregates. */
    public <C extends Candidate> List<C> firstOnes(List<C> candidates) {
        List<C> kept = new ArrayList<>();
        for (C candidate : candidates) {
            Candidate earlier = earlierOne(candidate);
            if (earlier == null) {
                kept.add(candidate);
                byTemplate
                        .computeIfAbsent(candidate.match().template(), key -> new ArrayList<>())
                        .add(candidate);
            } else {
                findings.error(
                        candidate.place(),
                        candidate.label() + " repeats " + earlier.label()
                                + ": same template and host, overlapping methods; take one of them out");
            }
        }
        return kept;
    }

    private @Nullable Candidate earlierOne(Candidate candidate) {
        return byTemplate.getOrDefault(candidate.match().template(), List.of()).stream()
                .filter(it -> repeats(it, candidate))
                .findFirst()
                .orElse(null);
    }

    private boolean repeats(Candidate earlier, Candidate later) {
        OcelotMatch one = earlier.match();
        OcelotMatch other = later.match();
        boolean sameHeaders = !findings.compat().is25() || one.headers().equals(other.headers());
        if (!Objects.equals(one.host(), other.host()) || !sameHeaders) {
            return false;
        }
        if (earlier instanceof OcelotRoute && later instanceof OcelotAggregate) {
            // Ocelot looks for a route that names GET here; one for all methods is let through
            return one.methods().contains("GET");
        }
        return later instanceof OcelotAggregate || one.sharesMethodWith(other);
    }
}
