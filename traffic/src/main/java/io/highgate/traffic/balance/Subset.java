package io.highgate.traffic.balance;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Only the endpoints that have certain labels, such as version=2; and any endpoint when none of these
 * is usable, if the fallback says so. To be made once for each set of labels that routes name.
 * Thread-safe.
 */
public final class Subset implements Balancer {

    /** What happens when none of the subset is usable, or nobody is in it. */
    public enum Fallback {
        /** Any endpoint is asked. */
        ANY,
        /** None is. */
        NONE
    }

    private final Balancer chosen;
    private final @Nullable Balancer any;
    private final Part labelled;

    /**
     * With the labels of each candidate, by index, those that an endpoint must have all of, and the
     * policy within. Candidates beyond these are not in the subset.
     */
    public Subset(List<Map<String, String>> labels, Map<String, String> wanted, Fallback fallback, Balancer within) {
        this(
                Part.where(labels.size(), i -> labels.get(i).entrySet().containsAll(wanted.entrySet())),
                within,
                fallback == Fallback.ANY ? within.over(Part.ALL) : null);
    }

    private Subset(Part labelled, Balancer within, @Nullable Balancer any) {
        this.labelled = labelled;
        this.chosen = within.over(labelled);
        this.any = any;
    }

    @Override
    public Subset over(Part part) {
        return new Subset(labelled, chosen.over(part), any == null ? null : any.over(part));
    }

    @Override
    public void prepare(Candidates candidates) {
        chosen.prepare(candidates);
        if (any != null) {
            any.prepare(candidates);
        }
    }

    @Override
    public int choose(Candidates candidates, long key) {
        int index = chosen.choose(candidates, key);
        return index == NONE && any != null ? any.choose(candidates, key) : index;
    }
}
