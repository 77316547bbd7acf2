package io.highgate.center.api.cell;

import io.highgate.center.api.call.Answer;
import io.highgate.center.api.call.Ask;
import io.highgate.center.api.call.Body;
import io.highgate.center.api.call.Refused;
import io.highgate.center.api.route.Access;
import io.highgate.center.api.route.Route;
import io.highgate.center.patrol.Patrol;
import io.highgate.wire.json.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gateways say what they see. It is no more than a reason to look: an instance is down only when it does not
 * answer the center either, so a report that is forged costs one probe. Thread-safe.
 */
public final class ReportRoutes {

    private static final int MOST = 1_000;
    private static final Set<String> BAD = Set.of("refused", "timeout", "reset", "error");
    private static final String GOOD = "recovered";

    private final Patrol patrol;

    public ReportRoutes(Patrol patrol) {
        this.patrol = patrol;
    }

    /** Its paths. */
    public List<Route> all() {
        return List.of(Route.post("/api/center/reports", Access.REPORT, this::report));
    }

    private Answer report(Ask ask) throws Refused {
        Fields fields = Body.fields(ask);
        fields.text("gateway");
        List<Fields> observations = fields.objects("observations");
        if (observations.size() > MOST) {
            fields.wrong("observations", "are " + observations.size() + ", more than " + MOST);
        }
        List<String> doubtful = new ArrayList<>();
        for (Fields one : observations) {
            String key = one.text("key");
            String kind = one.text("kind");
            one.number("count", 1, Integer.MAX_VALUE);
            if (BAD.contains(kind)) {
                doubtful.add(key);
            } else if (!kind.isEmpty() && !kind.equals(GOOD)) {
                one.wrong("kind", "is none of refused, timeout, reset, error, recovered");
            }
        }
        Body.check(fields);
        long unknown = new LinkedHashSet<>(doubtful)
                .stream().filter(it -> !patrol.doubt(it)).count();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("taken", observations.size() - unknown);
        json.put("unknown", unknown);
        return Answer.json(202, json);
    }
}
