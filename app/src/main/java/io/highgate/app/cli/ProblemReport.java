package io.highgate.app.cli;

import io.highgate.base.problem.Problem;
import io.highgate.base.problem.Problem.Severity;
import io.highgate.base.problem.Problems;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints problems for people: {@code error: file:line:col path: message}, errors first, then
 * warnings, then what is not supported yet, and their numbers. Confined to one thread.
 */
final class ProblemReport {

    private final PrintWriter out;
    private final Paint paint;

    ProblemReport(PrintWriter out, Paint paint) {
        this.out = out;
        this.paint = paint;
    }

    void print(List<Problem> problems) {
        for (Severity severity : Severity.values()) {
            List<Problem> group = of(problems, severity);
            for (Problem problem : group) {
                out.println(paint.severity(severity, label(severity) + ":") + " " + problem.place() + ": "
                        + problem.message());
            }
            if (!group.isEmpty()) {
                out.println();
            }
        }
        if (problems.size() >= Problems.LIMIT) {
            out.println("(only the first " + Problems.LIMIT + " problems are listed)");
        }
        out.flush();
    }

    /** {@code 1 error, 4 warnings, 12 not supported yet}. */
    static String counts(List<Problem> problems) {
        List<String> parts = new ArrayList<>();
        int errors = of(problems, Severity.ERROR).size();
        int warnings = of(problems, Severity.WARNING).size();
        parts.add(errors == 1 ? "1 error" : errors + " errors");
        parts.add(warnings == 1 ? "1 warning" : warnings + " warnings");
        parts.add(of(problems, Severity.UNSUPPORTED).size() + " not supported yet");
        return String.join(", ", parts);
    }

    static List<Problem> of(List<Problem> problems, Severity severity) {
        return problems.stream().filter(it -> it.severity() == severity).toList();
    }

    private static String label(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case UNSUPPORTED -> "not supported yet";
        };
    }
}
