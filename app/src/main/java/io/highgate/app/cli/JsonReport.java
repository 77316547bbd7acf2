package io.highgate.app.cli;

import io.highgate.base.problem.Problem;
import io.highgate.base.problem.Problem.Severity;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Prints problems for programs: one JSON object with counts and a list. Stateless. */
final class JsonReport {

    private JsonReport() {}

    static void print(PrintWriter out, boolean usable, List<Problem> problems) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeBooleanProperty("ok", usable);
            for (Severity severity : Severity.values()) {
                String name = severity == Severity.UNSUPPORTED ? "unsupported" : lower(severity) + "s";
                json.writeNumberProperty(
                        name, ProblemReport.of(problems, severity).size());
            }
            json.writeArrayPropertyStart("problems");
            problems.forEach(problem -> write(json, problem));
            json.writeEndArray();
            json.writeEndObject();
        }
        out.println(text);
        out.flush();
    }

    private static void write(JsonGenerator json, Problem problem) {
        json.writeStartObject();
        json.writeStringProperty("severity", lower(problem.severity()));
        json.writeStringProperty("file", problem.place().source());
        json.writeNumberProperty("line", problem.place().line());
        json.writeNumberProperty("column", problem.place().column());
        json.writeStringProperty("path", problem.place().path());
        json.writeStringProperty("message", problem.message());
        json.writeEndObject();
    }

    private static String lower(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
