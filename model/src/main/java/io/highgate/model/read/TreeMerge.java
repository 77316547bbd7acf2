package io.highgate.model.read;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problems;
import io.highgate.model.text.Node;
import io.highgate.model.text.Node.Entry;
import io.highgate.model.text.Node.Mapping;
import io.highgate.model.text.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes one tree of several files: lists are put one after the other, mappings unite, and what can
 * be there only once must be in one file only. Confined to one thread.
 */
final class TreeMerge {

    /** Each of its entries is one thing; two files do not define halves of an upstream. */
    private static final Set<String> NAMED_THINGS = Set.of("upstreams", "authenticators");

    private final Problems problems;

    TreeMerge(Problems problems) {
        this.problems = problems;
    }

    Mapping merge(Mapping first, Mapping second) {
        return merge(first, second, true);
    }

    private Mapping merge(Mapping first, Mapping second, boolean deep) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        first.entries().forEach(it -> entries.put(it.key(), it));
        for (Entry entry : second.entries()) {
            Entry there = entries.get(entry.key());
            entries.put(entry.key(), there == null ? entry : both(there, entry, deep));
        }
        return new Mapping(first.place(), List.copyOf(entries.values()));
    }

    private Entry both(Entry first, Entry second, boolean deep) {
        Node a = first.value();
        Node b = second.value();
        if (isNull(a) || isNull(b)) {
            return isNull(a) ? second : first;
        }
        if (deep && a instanceof Mapping left && b instanceof Mapping right) {
            return new Entry(first.place(), first.key(), merge(left, right, !NAMED_THINGS.contains(first.key())));
        }
        if (deep && a instanceof Sequence left && b instanceof Sequence right) {
            List<Node> items = new ArrayList<>(left.items());
            items.addAll(right.items());
            return new Entry(first.place(), first.key(), new Sequence(left.place(), items));
        }
        Place place = first.place();
        problems.error(
                second.place(), "is set in two files; the other one is " + place.source() + " line " + place.line());
        return first;
    }

    private static boolean isNull(Node node) {
        return node instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.NULL;
    }
}
