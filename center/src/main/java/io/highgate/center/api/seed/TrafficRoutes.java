package io.highgate.center.api.seed;

import io.highgate.center.access.Caller;
import io.highgate.center.api.call.Answer;
import io.highgate.center.api.call.Ask;
import io.highgate.center.api.call.Body;
import io.highgate.center.api.call.Refused;
import io.highgate.center.api.route.Access;
import io.highgate.center.api.route.Route;
import io.highgate.center.cells.InstanceRules;
import io.highgate.center.red.Reading;
import io.highgate.center.red.Red;
import io.highgate.center.red.Report;
import io.highgate.center.red.Shared;
import io.highgate.center.red.Span;
import io.highgate.wire.json.Fields;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What callers of the governance centre tell and ask of requests: spans, and what they come to. Thread-safe. */
public final class TrafficRoutes {

    private static final String BASE = "/api/governance";

    private final Red red;
    private final Shared shared;
    private final InstantSource clock;

    public TrafficRoutes(Red red, Shared shared, InstantSource clock) {
        this.red = red;
        this.shared = shared;
        this.clock = clock;
    }

    /** Its paths. */
    public List<Route> all() {
        return List.of(
                Route.post(BASE + "/ingest", Access.TELL, this::ingest),
                Route.get(BASE + "/traces", Access.VIEW, this::trace),
                Route.get(BASE + "/metrics", Access.VIEW, this::metrics));
    }

    private Answer ingest(Ask ask) throws Refused {
        Fields fields = Body.fields(ask);
        Span span = Reading.span(fields, clock.millis());
        Body.check(fields);
        if (ask.caller() instanceof Caller.Provider && !ask.caller().mayServe(span.cell())) {
            throw Refused.forbidden("this key is not one of cell " + span.cell());
        }
        shared.tell(Report.of(span), "");
        return Answer.ok(Map.of("ok", true));
    }

    private Answer trace(Ask ask) throws Refused {
        String id = ask.parameter("trace_id");
        if (id == null) {
            throw Refused.bad(List.of("trace_id: is missing; it is the id of a trace"));
        }
        List<Span> spans = red.trace(id);
        if (spans.isEmpty()) {
            throw Refused.notFound("nobody told of this trace in the last hour");
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("trace_id", id);
        json.put("spans", spans.stream().map(Span::json).toList());
        return Answer.ok(json);
    }

    private Answer metrics(Ask ask) throws Refused {
        String asked = ask.parameter("cell");
        if (asked == null) {
            Map<String, Object> cells = new LinkedHashMap<>();
            red.all().forEach((cell, summary) -> cells.put(cell, summary.json()));
            return Answer.ok(Map.of("cells", cells));
        }
        String cell = InstanceRules.cellName(asked);
        String problem = InstanceRules.cellProblem(cell);
        if (problem != null) {
            throw Refused.bad(List.of("cell: " + problem));
        }
        return Answer.ok(red.of(cell).json());
    }
}
