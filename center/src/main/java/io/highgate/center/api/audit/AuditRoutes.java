package io.highgate.center.api.audit;

import io.highgate.center.api.call.Answer;
import io.highgate.center.api.call.Ask;
import io.highgate.center.api.call.Page;
import io.highgate.center.api.call.Refused;
import io.highgate.center.api.route.Access;
import io.highgate.center.api.route.Route;
import io.highgate.center.audit.Pages;
import io.highgate.store.audit.AuditEntry;
import io.highgate.store.audit.AuditLog;
import io.highgate.store.audit.AuditQuery;
import io.highgate.wire.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Administrators read who changed what, the youngest first. Thread-safe. */
public final class AuditRoutes {

    private static final int EXPORT_PAGE = 500;

    private final AuditLog log;

    public AuditRoutes(AuditLog log) {
        this.log = log;
    }

    /** Its paths. */
    public List<Route> all() {
        return List.of(
                Route.get("/api/center/audit", Access.ADMINISTER, this::page),
                Route.get("/api/center/audit/export", Access.ADMINISTER, this::export));
    }

    private Answer page(Ask ask) throws Refused {
        List<String> problems = new ArrayList<>();
        AuditQuery query = query(ask, Page.limit(ask, problems), problems);
        List<AuditEntry> found = log.find(query);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("items", found.stream().map(AuditRoutes::shown).toList());
        if (found.size() == query.most()) {
            json.put("next", found.getLast().id());
        }
        return Answer.ok(json);
    }

    /** All that a query means, in lines; read as it is taken, so that nothing piles up here. */
    private Answer export(Ask ask) throws Refused {
        Pages pages = new Pages(log, query(ask, EXPORT_PAGE, new ArrayList<>()));
        return new Answer.Flow(200, Map.of("Content-Type", "application/x-ndjson"), out -> {
            while (pages.hasNext()) {
                out.write((Json.write(shown(pages.next())) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    private static AuditQuery query(Ask ask, int most, List<String> problems) throws Refused {
        Instant since = instant(ask, "since", problems);
        Instant to = instant(ask, "to", problems);
        String before = ask.parameter("before");
        Long id = null;
        if (before != null && before.matches("[0-9]{1,18}")) {
            id = Long.valueOf(before);
        } else if (before != null) {
            problems.add("before: is not the id of an entry");
        }
        if (!problems.isEmpty()) {
            throw Refused.bad(problems);
        }
        return new AuditQuery(since, to, null, ask.parameter("cell"), ask.parameter("requestId"), id, most);
    }

    private static @Nullable Instant instant(Ask ask, String name, List<String> problems) throws Refused {
        String text = ask.parameter(name);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            problems.add(name + ": is not a time such as 2026-01-31T12:00:00Z");
            return null;
        }
    }

    private static Map<String, @Nullable Object> shown(AuditEntry entry) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", entry.id());
        json.put("at", entry.at().toString());
        json.put("who", entry.who());
        json.put("action", entry.action());
        json.put("subject", entry.subject());
        json.put("before", entry.before());
        json.put("after", entry.after());
        json.put("cell", entry.cell());
        json.put("requestId", entry.requestId());
        return json;
    }
}
