package io.highgate.base.problem;

import io.highgate.base.problem.Problem.Severity;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects every problem of a source, so that its author sees all of them at once. Bounded: after
 * {@value #LIMIT} the rest is only counted, so that a hostile file cannot fill the memory. Confined
 * to one thread.
 */
public final class Problems {

    /** More problems than anyone reads in one go; keeps a huge broken file from filling the heap. */
    public static final int LIMIT = 1_000;

    private final List<Problem> all = new ArrayList<>();
    private int errors;
    private int dropped;

    public void error(Place place, String message) {
        add(Problem.error(place, message));
    }

    public void warning(Place place, String message) {
        add(Problem.warning(place, message));
    }

    public void unsupported(Place place, String message) {
        add(Problem.unsupported(place, message));
    }

    public void add(Problem problem) {
        if (problem.severity() == Severity.ERROR) {
            errors++;
        }
        if (all.size() < LIMIT) {
            all.add(problem);
        } else {
            dropped++;
        }
    }

    public void addAll(Iterable<Problem> problems) {
        problems.forEach(this::add);
    }

    /** Whether at least one error was reported; warnings and unsupported parts do not count. */
    public boolean hasErrors() {
        return errors > 0;
    }

    public int errorCount() {
        return errors;
    }

    /** How many problems were counted but not kept. */
    public int dropped() {
        return dropped;
    }

    /** All that was kept, in the order of reporting. */
    public List<Problem> all() {
        return List.copyOf(all);
    }

    public List<Problem> of(Severity severity) {
        return all.stream().filter(p -> p.severity() == severity).toList();
    }
}
