package io.highgate.center.api.red;

import io.highgate.center.api.call.Answer;
import io.highgate.center.api.call.Ask;
import io.highgate.center.api.call.Body;
import io.highgate.center.api.call.Refused;
import io.highgate.center.api.route.Access;
import io.highgate.center.api.route.Route;
import io.highgate.center.red.Report;
import io.highgate.center.red.Shared;
import io.highgate.wire.json.Fields;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gateways say how many requests they had, how many failed and how long they took. A report is counted
 * whole, in the minute in which it comes, or refused whole. Thread-safe.
 */
public final class RedRoutes {

    private final Shared shared;
    private final InstantSource clock;

    public RedRoutes(Shared shared, InstantSource clock) {
        this.shared = shared;
        this.clock = clock;
    }

    /** Its paths. */
    public List<Route> all() {
        return List.of(Route.post("/api/center/red", Access.REPORT, this::report));
    }

    private Answer report(Ask ask) throws Refused {
        Fields fields = Body.fields(ask);
        fields.text("gateway");
        long from = fields.number("from", 0, Long.MAX_VALUE);
        long to = fields.number("to", 0, Long.MAX_VALUE);
        if (to < from) {
            fields.wrong("to", "is before from");
        }
        Report report = Report.read(fields, clock.millis());
        Body.check(fields);
        shared.tell(report);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("cells", report.tallies().size());
        json.put("spans", report.spans().size());
        return Answer.json(202, json);
    }
}
