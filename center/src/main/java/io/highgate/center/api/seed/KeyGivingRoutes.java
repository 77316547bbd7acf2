package io.highgate.center.api.seed;

import io.highgate.center.access.KeyDesk;
import io.highgate.center.access.KeyDesk.Given;
import io.highgate.center.access.KeyDesk.Wanted;
import io.highgate.center.api.call.Answer;
import io.highgate.center.api.call.Ask;
import io.highgate.center.api.call.Body;
import io.highgate.center.api.call.Refused;
import io.highgate.center.api.call.Shape;
import io.highgate.center.api.route.Access;
import io.highgate.center.api.route.Route;
import io.highgate.center.cells.InstanceRules;
import io.highgate.store.key.KeyKind;
import io.highgate.wire.json.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gateway groups and services are made: here that means to give each a key, a gateway's or a provider's.
 * Thread-safe.
 */
public final class KeyGivingRoutes {

    private final KeyDesk desk;

    public KeyGivingRoutes(KeyDesk desk) {
        this.desk = desk;
    }

    /** Its paths. */
    public List<Route> all() {
        return List.of(
                Route.post("/gateway-group/create", Access.ADMINISTER, this::group),
                Route.post("/gateway-server/create", Access.ADMINISTER, this::server));
    }

    private Answer group(Ask ask) throws Refused {
        Fields fields = Body.fields(ask);
        String group = name(fields, "groupKey");
        String subject = fields.textOr("groupName", group);
        Body.check(fields);
        Given given = desk.give(
                new Wanted(KeyKind.GATEWAY, subject == null || subject.isBlank() ? group : subject, null, group),
                by(ask));
        Map<String, Object> data = secret(given);
        data.put("groupKey", group);
        return Shape.enveloped(data);
    }

    private Answer server(Ask ask) throws Refused {
        Fields fields = Body.fields(ask);
        String cell = InstanceRules.cellName(name(fields, "serverName"));
        Body.check(fields);
        return Shape.enveloped(secret(desk.give(new Wanted(KeyKind.PROVIDER, cell, null, null), by(ask))));
    }

    /** A name that can be a cell's. */
    static String name(Fields fields, String member) {
        String name = fields.text(member);
        String problem = name.isEmpty() ? null : InstanceRules.cellProblem(InstanceRules.cellName(name));
        if (problem != null) {
            fields.wrong(member, problem);
        }
        return name;
    }

    static Map<String, Object> secret(Given given) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("serverName", given.key().subject());
        data.put("safeKey", given.key().safeKey());
        data.put("safeSecret", given.secret().reveal());
        return data;
    }

    private static KeyDesk.By by(Ask ask) {
        return new KeyDesk.By(ask.caller().name(), ask.id());
    }
}
