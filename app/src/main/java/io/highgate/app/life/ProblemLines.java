package io.highgate.app.life;

import io.highgate.base.problem.Problem;
import java.util.List;

/** Problems as the tail of one log line: each on a line of its own, the first ones only. Pure. */
final class ProblemLines {

    /** A log is read by people; {@code highgate check} prints them all. */
    private static final int SHOWN = 50;

    private ProblemLines() {}

    static String of(List<Problem> problems) {
        StringBuilder lines = new StringBuilder();
        problems.stream().limit(SHOWN).forEach(it -> lines.append("\n  ").append(it));
        if (problems.size() > SHOWN) {
            lines.append("\n  ... and ")
                    .append(problems.size() - SHOWN)
                    .append(" more; run 'highgate check' to see all");
        }
        return lines.toString();
    }
}
