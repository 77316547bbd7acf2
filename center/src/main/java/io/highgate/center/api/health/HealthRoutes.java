package io.highgate.center.api.health;

import io.highgate.center.api.call.Answer;
import io.highgate.center.api.route.Access;
import io.highgate.center.api.route.Route;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** How the center is, for everybody who asks. Thread-safe. */
public final class HealthRoutes {

    private static final int UNAVAILABLE = 503;

    private final Checkup checkup;
    private final BooleanSupplier ready;
    private final Supplier<Map<String, Object>> metrics;
    private final InstantSource clock;

    /** Shows the checkup's result with these metrics, and whether requests should come. */
    public HealthRoutes(
            Checkup checkup, BooleanSupplier ready, Supplier<Map<String, Object>> metrics, InstantSource clock) {
        this.checkup = checkup;
        this.ready = ready;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Its paths. */
    public List<Route> all() {
        return List.of(
                Route.get("/health", Access.OPEN, ask -> deep()),
                vital("/healthz", HealthRoutes::alive),
                vital("/livez", HealthRoutes::alive),
                vital("/readyz", this::readiness));
    }

    /** Also while there is no room for others: who hears nothing starts us anew, which makes it worse. */
    private static Route vital(String path, Supplier<Answer> answer) {
        return Route.get(path, Access.OPEN, ask -> answer.get()).asVital();
    }

    private static Answer alive() {
        return Answer.ok(Map.of("alive", true));
    }

    private Answer deep() throws InterruptedException {
        Checkup.Result result = checkup.look();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", result.status());
        json.put("checks", result.checks());
        json.put("metrics", metrics.get());
        json.put("timestamp", clock.instant().toString());
        return Answer.json(result.status().equals("unhealthy") ? UNAVAILABLE : 200, json);
    }

    private Answer readiness() {
        boolean now = ready.getAsBoolean();
        return Answer.json(now ? 200 : UNAVAILABLE, Map.of("ready", now));
    }
}
