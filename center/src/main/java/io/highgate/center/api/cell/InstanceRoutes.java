package io.highgate.center.api.cell;

import io.highgate.center.access.Role;
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
import io.highgate.wire.json.Fields;
import io.highgate.wire.json.Json;
import io.highgate.wire.json.JsonException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Instances list themselves, say that they are there, and are taken back. Thread-safe. */
public final class InstanceRoutes {

    private static final String PATH = "/api/center/cells/{cell}/instances/{id}";
    private static final Patience PATIENCE = Patience.USUAL;

    private final Registry registry;
    private final Enrolment enrolment;
    private final InstanceRules rules;

    public InstanceRoutes(Registry registry, Enrolment enrolment, InstanceRules rules) {
        this.registry = registry;
        this.enrolment = enrolment;
        this.rules = rules;
    }

    /** Its paths. */
    public List<Route> all() {
        return List.of(
                Route.put(PATH, Access.SERVE, this::put),
                Route.delete(PATH, Access.SERVE, this::remove),
                Route.get(PATH, Access.FOLLOW, ask -> Answer.ok(Shown.instance(listed(ask)))),
                Route.post(PATH + "/beat", Access.SERVE, this::beat).asVital(),
                Route.post(PATH + "/drain", Access.SERVE, ask -> drain(ask, true)),
                Route.post(PATH + "/restore", Access.SERVE, ask -> drain(ask, false)));
    }

    private Answer put(Ask ask) throws Refused, InterruptedException {
        String cell = cell(ask);
        Fields fields = merged(ask, cell);
        Instance instance = Instance.from(fields);
        LeaseTerms terms = LeaseTerms.from(fields);
        fields.noOthers(
                "host", "port", "tls", "weight", "zone", "version", "protocols", "health", "metadata", "lease", "beat");
        rules.from(ask.address()).check(instance, fields);
        Body.check(fields);
        if (terms.lease() == null && !ask.caller().is(Role.OPERATOR)) {
            throw Refused.forbidden("only operators may list what stays until it is taken away (lease 0)");
        }
        notTooMany(ask);
        boolean fresh = PATIENCE.with(enrolment.put(instance, terms, by(ask)));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("cell", cell);
        json.put("id", instance.id());
        json.put("lease", terms.lease() == null ? 0 : terms.lease().toMillis());
        json.put("beat", terms.beat().toMillis());
        return Answer.json(fresh ? 201 : 200, json);
    }

    private void notTooMany(Ask ask) throws Refused {
        Duration wait = enrolment.flood(ask.caller());
        if (!wait.isZero()) {
            throw Refused.tooOften("too many registrations with this key", wait);
        }
    }

    /** The path's cell and id among the members; those of the body may only say the same. */
    private static Fields merged(Ask ask, String cell) throws Refused {
        Fields sent = Body.fields(ask);
        String id = ask.variable("id");
        if (!cell.equals(sent.textOr("cell", cell))) {
            sent.wrong("cell", "is not the path's");
        }
        if (!id.equals(sent.textOr("id", id))) {
            sent.wrong("id", "is not the path's");
        }
        Body.check(sent);
        try {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            if (Json.read(new String(ask.body(), java.nio.charset.StandardCharsets.UTF_8)) instanceof Map<?, ?> map) {
                map.forEach((name, value) -> members.put(String.valueOf(name), value));
            }
            members.put("cell", cell);
            members.put("id", id);
            return Fields.of(members);
        } catch (JsonException e) {
            throw Refused.bad(List.of("body: " + e.getMessage()));
        }
    }

    private Answer remove(Ask ask) throws Refused, InterruptedException {
        String key = key(ask);
        if (!PATIENCE.with(enrolment.remove(key, by(ask)))) {
            throw Refused.notFound("there is no instance " + key);
        }
        return Answer.nothing();
    }

    private Answer beat(Ask ask) throws Refused, InterruptedException {
        String key = key(ask);
        if (!PATIENCE.with(enrolment.beat(key))) {
            throw Refused.missing("UNKNOWN_INSTANCE", "there is no instance " + key + ": register it again");
        }
        return Answer.nothing();
    }

    private Answer drain(Ask ask, boolean drain) throws Refused, InterruptedException {
        String key = key(ask);
        if (!PATIENCE.with(enrolment.drain(key, drain, by(ask)))) {
            throw Refused.notFound("there is no instance " + key);
        }
        return Answer.ok(Shown.instance(listed(ask)));
    }

    private Seen listed(Ask ask) throws Refused {
        String key = InstanceRules.cellName(ask.variable("cell")) + "/" + ask.variable("id");
        Seen seen = registry.view().find(key);
        if (seen == null) {
            throw Refused.notFound("there is no instance " + key);
        }
        return seen;
    }

    private static String key(Ask ask) throws Refused {
        return cell(ask) + "/" + ask.variable("id");
    }

    /** The path's cell, if the caller may speak for it. */
    private static String cell(Ask ask) throws Refused {
        String cell = InstanceRules.cellName(ask.variable("cell"));
        String problem = InstanceRules.cellProblem(cell);
        if (problem != null) {
            throw Refused.bad(List.of("cell: " + problem));
        }
        if (!ask.caller().mayServe(cell)) {
            throw Refused.forbidden("this key is not one of cell " + cell);
        }
        return cell;
    }

    private static Enrolment.By by(Ask ask) {
        return new Enrolment.By(ask.caller(), ask.id());
    }
}
