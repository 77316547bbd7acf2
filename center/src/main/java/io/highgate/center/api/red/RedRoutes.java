package io.highgate.center.api.red;

import io.highgate.center.api.call.Answer;
import io.highgate.center.api.call.Ask;
import io.highgate.center.api.call.Body;
import io.highgate.center.api.call.Page;
import io.highgate.center.api.call.Refused;
import io.highgate.center.api.route.Access;
import io.highgate.center.api.route.Route;
import io.highgate.center.cells.InstanceRules;
import io.highgate.center.red.Red;
import io.highgate.center.red.Report;
import io.highgate.center.red.RouteName;
import io.highgate.center.red.Shared;
import io.highgate.center.red.Span;
import io.highgate.wire.json.Fields;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gateways say how many requests they had, how many failed and how long they took; people ask what that
 * comes to. A report is counted whole, in the minute in which it comes, or refused whole. Thread-safe.
 */
public final class RedRoutes {

    private static final Pattern ID = Pattern.compile("[!-~]{1,128}");

    private final Red red;
    private final Shared shared;
    private final InstantSource clock;

    public RedRoutes(Red red, Shared shared, InstantSource clock) {
        this.red = red;
        this.shared = shared;
        this.clock = clock;
    }

    /** Its paths. */
    public List<Route> all() {
        return List.of(
                Route.post("/api/center/red", Access.REPORT, this::report),
                Route.get("/api/center/red", Access.VIEW, this::routes),
                Route.get("/api/center/traces", Access.VIEW, this::trace));
    }

    private Answer report(Ask ask) throws Refused {
        Fields fields = Body.fields(ask);
        fields.text("gateway");
        String id = fields.textOr("id", null);
        if (id != null && !ID.matcher(id).matches()) {
            fields.wrong("id", "is not 1 to 128 visible ASCII characters");
        }
        long from = fields.number("from", 0, Long.MAX_VALUE);
        long to = fields.number("to", 0, Long.MAX_VALUE);
        if (to < from) {
            fields.wrong("to", "is before from");
        }
        Report report = Report.read(fields, clock.millis());
        Body.check(fields);
        // with the caller's name, so that nobody can have another one's report taken for known
        shared.tell(report, id == null ? "" : ask.caller().name() + " " + id);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("cells", report.tallies().size());
        json.put("spans", report.spans().size());
        return Answer.json(202, json);
    }

    private Answer routes(Ask ask) throws Refused {
        Page page = Page.of(ask);
        String cell = cell(ask);
        String route = ask.parameter("route");
        List<RouteName> named = red.routes().stream()
                .filter(it -> cell == null || it.cell().equals(cell))
                .filter(it -> route == null || it.route().equals(route))
                .toList();
        RouteName after = RouteName.of(page.after());
        List<RouteName> behind = page.after().isEmpty()
                ? named
                : named.stream().filter(it -> it.compareTo(after) > 0).toList();
        List<RouteName> shown = behind.stream().limit(page.limit()).toList();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("items", shown.stream().map(this::figures).toList());
        json.put("total", named.size());
        if (behind.size() > shown.size()) {
            json.put("next", shown.getLast().toString());
        }
        return Answer.ok(json);
    }

    private static @Nullable String cell(Ask ask) throws Refused {
        String asked = ask.parameter("cell");
        if (asked == null) {
            return null;
        }
        String cell = InstanceRules.cellName(asked);
        String problem = InstanceRules.cellProblem(cell);
        if (problem != null) {
            throw Refused.bad(List.of("cell: " + problem));
        }
        return cell;
    }

    private Map<String, Object> figures(RouteName name) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("cell", name.cell());
        json.put("route", name.route());
        return red.of(name).json(json);
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
        json.put("spans", spans.stream().map(Span::whole).toList());
        return Answer.ok(json);
    }
}
