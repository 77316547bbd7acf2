package io.highgate.center.api.seed;

import io.highgate.center.api.call.Answer;
import io.highgate.center.api.call.Ask;
import io.highgate.center.api.call.Body;
import io.highgate.center.api.call.Patience;
import io.highgate.center.api.call.Refused;
import io.highgate.center.api.route.Access;
import io.highgate.center.api.route.Route;
import io.highgate.center.cells.InstanceRules;
import io.highgate.center.cells.LeaseTerms;
import io.highgate.center.cells.Registry;
import io.highgate.center.cells.Seen;
import io.highgate.center.enrol.Enrolment;
import io.highgate.wire.cell.Instance;
import io.highgate.wire.cell.InstanceState;
import io.highgate.wire.json.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What callers of the governance centre ask: cells with one URL each, which stay until they are taken away.
 * Here a cell has as many instances as were registered, and whoever asks for its URL gets one that is up, by
 * weight. Thread-safe.
 */
public final class GovernanceRoutes {

    private static final String BASE = "/api/governance";
    private static final Patience PATIENCE = Patience.USUAL;

    private final Registry registry;
    private final Enrolment enrolment;
    private final InstanceRules rules;
    private final Means means;

    /**
     * What else it works with.
     *
     * @param lastAsked when an instance was probed last, or null where nobody here knows
     */
    public record Means(RandomGenerator chance, Function<String, @Nullable Instant> lastAsked) {}

    public GovernanceRoutes(Registry registry, Enrolment enrolment, InstanceRules rules, Means means) {
        this.registry = registry;
        this.enrolment = enrolment;
        this.rules = rules;
        this.means = means;
    }

    /** Its paths. */
    public List<Route> all() {
        return List.of(
                Route.get(BASE + "/health", Access.OPEN, ask -> health()),
                Route.post(BASE + "/register", Access.SERVE, this::register),
                Route.delete(BASE + "/register/{cell}", Access.SERVE, this::remove),
                Route.get(BASE + "/cells", Access.FOLLOW, ask -> cells()),
                Route.get(BASE + "/health/cells", Access.FOLLOW, ask -> cells()),
                Route.get(BASE + "/discovery/{cell}", Access.FOLLOW, this::discover));
    }

    private static Answer health() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", "up");
        json.put("service", "governance");
        return Answer.ok(json);
    }

    private Answer register(Ask ask) throws Refused, InterruptedException {
        Fields fields = Body.fields(ask);
        String cell = InstanceRules.cellName(fields.text("cell"));
        String url = fields.text("base_url");
        Body.check(fields);
        Instance instance = BaseUrl.read(cell, fields, "base_url", url);
        if (instance != null) {
            rules.from(ask.address()).check(instance, fields);
        }
        Body.check(fields);
        if (instance == null || !ask.caller().mayServe(cell)) {
            throw Refused.forbidden("this key is not one of cell " + cell);
        }
        Duration wait = enrolment.flood(ask.caller());
        if (!wait.isZero()) {
            throw Refused.tooOften("too many registrations with this key", wait);
        }
        boolean fresh = PATIENCE.with(enrolment.put(instance, LeaseTerms.STANDING, by(ask)));
        Map<String, Object> json = said(cell);
        json.put("base_url", BaseUrl.trimmed(url.strip()));
        return Answer.ok(json).with("X-Highgate-Registered", fresh ? "new" : "known");
    }

    private static Map<String, Object> said(String cell) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ok", true);
        json.put("cell", cell);
        return json;
    }

    /** Takes away what was registered so; instances with a lease are not this caller's. */
    private Answer remove(Ask ask) throws Refused, InterruptedException {
        String cell = InstanceRules.cellName(ask.variable("cell"));
        if (!ask.caller().mayServe(cell)) {
            throw Refused.forbidden("this key is not one of cell " + cell);
        }
        for (Seen seen : registry.view().of(cell)) {
            if (seen.entry().lease() == null) {
                boolean ignored = PATIENCE.with(enrolment.remove(seen.entry().key(), by(ask)));
            }
        }
        return Answer.ok(said(cell));
    }

    private Answer cells() {
        List<Map<String, @Nullable Object>> data = new ArrayList<>();
        registry.view().cells().forEach((cell, instances) -> {
            List<Seen> up = up(instances.values());
            Seen shown = up.isEmpty() ? instances.firstEntry().getValue() : up.getFirst();
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("cell", cell);
            json.put("base_url", shown.instance().baseUrl());
            json.put("healthy", !up.isEmpty());
            json.put("last_check_at", lastCheck(instances.values()));
            data.add(json);
        });
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("data", data);
        json.put("total", data.size());
        return Answer.ok(json);
    }

    /** The latest probe of any of them. */
    private @Nullable String lastCheck(Collection<Seen> instances) {
        return instances.stream()
                .map(it -> means.lastAsked().apply(it.entry().key()))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .max(Comparator.naturalOrder())
                .map(Instant::toString)
                .orElse(null);
    }

    private static List<Seen> up(Collection<Seen> of) {
        return of.stream().filter(it -> it.state() == InstanceState.UP).toList();
    }

    private Answer discover(Ask ask) throws Refused {
        String cell = InstanceRules.cellName(ask.variable("cell"));
        List<Seen> up = up(registry.view().of(cell));
        if (up.isEmpty()) {
            throw Refused.away("CELL_UNAVAILABLE", "no instance of this cell is healthy", Duration.ofSeconds(1));
        }
        return Answer.ok(Map.of("base_url", chosen(up).instance().baseUrl()));
    }

    /** One of them by weight; if all weigh nothing, any. */
    private Seen chosen(List<Seen> up) {
        int sum = up.stream().mapToInt(it -> it.instance().weight()).sum();
        if (sum == 0) {
            return up.get(means.chance().nextInt(up.size()));
        }
        int at = means.chance().nextInt(sum);
        for (Seen seen : up) {
            at -= seen.instance().weight();
            if (at < 0) {
                return seen;
            }
        }
        return up.getLast();
    }

    private static Enrolment.By by(Ask ask) {
        return new Enrolment.By(ask.caller(), ask.id());
    }
}
