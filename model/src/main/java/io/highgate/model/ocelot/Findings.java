package io.highgate.model.ocelot;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problems;

/**
 * Where this package reports to: in lenient mode an error becomes a warning, so that both modes
 * report the same problems. Confined to one thread.
 */
public final class Findings {

    private final Compat compat;
    private final boolean lenient;
    private final Problems problems;

    public Findings(Compat compat, boolean lenient, Problems problems) {
        this.compat = compat;
        this.lenient = lenient;
        this.problems = problems;
    }

    public Compat compat() {
        return compat;
    }

    /** Refuses the file, unless it is read leniently. */
    public void error(Place place, String message) {
        if (lenient) {
            problems.warning(place, message);
        } else {
            problems.error(place, message);
        }
    }

    /** Refuses the file in either mode. */
    public void fatal(Place place, String message) {
        problems.error(place, message);
    }

    public void warning(Place place, String message) {
        problems.warning(place, message);
    }

    public void unsupported(Place place, String message) {
        problems.unsupported(place, message);
    }
}
