package io.highgate.center.api.seed;

import io.highgate.center.access.Caller;
import io.highgate.center.access.Role;
import io.highgate.center.api.call.Answer;
import io.highgate.center.api.call.Ask;
import io.highgate.center.api.call.Body;
import io.highgate.center.api.call.Refused;
import io.highgate.center.api.call.Shape;
import io.highgate.center.api.route.Access;
import io.highgate.center.api.route.Route;
import io.highgate.center.audit.Deed;
import io.highgate.center.audit.Journal;
import io.highgate.center.cells.InstanceRules;
import io.highgate.store.method.InterfaceDefinition;
import io.highgate.store.method.InterfaceStore;
import io.highgate.store.method.MethodDefinition;
import io.highgate.wire.json.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Services declare their interfaces and methods. Thread-safe; blocks. */
public final class InterfaceRoutes {

    private static final int MOST_METHODS = 500;
    private static final int MOST_TEXT = 512;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_$][A-Za-z0-9_.$-]{0,254}");
    private static final Set<String> HTTP = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final InterfaceStore store;
    private final Journal journal;
    private final BodyKey bodyKey;

    InterfaceRoutes(InterfaceStore store, Journal journal, BodyKey bodyKey) {
        this.store = store;
        this.journal = journal;
        this.bodyKey = bodyKey;
    }

    /** Its paths. */
    List<Route> all() {
        return List.of(Route.post("/gateway-interface/create", Access.IN_BODY, this::create));
    }

    private Answer create(Ask ask) throws Refused {
        Fields fields = Body.fields(ask);
        Caller caller = bodyKey.caller(ask, fields);
        String cell = cell(caller, fields);
        fields.textOr("serverUrl", null);
        String name = fields.text("interfaceName");
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            fields.wrong("interfaceName", "is not the name of an interface");
        }
        List<MethodDefinition> methods = methods(fields);
        Body.check(fields);
        InterfaceDefinition before = store.find(cell + "/" + name);
        InterfaceDefinition kept = store.put(new InterfaceDefinition(cell, name, methods, 1));
        if (before == null || before.version() != kept.version()) {
            journal.note(
                    new Deed(caller.name(), "interface.declare", kept.key(), text(before), text(kept), cell, ask.id()));
        }
        return Shape.enveloped(true);
    }

    private static @Nullable String text(@Nullable InterfaceDefinition of) {
        return of == null
                ? null
                : "version " + of.version() + ", " + of.methods().size() + " methods";
    }

    private static String cell(Caller caller, Fields fields) throws Refused {
        if (caller instanceof Caller.Provider provider) {
            return provider.cell();
        }
        if (!caller.is(Role.OPERATOR)) {
            throw Refused.forbidden("this is for " + Access.SERVE.who());
        }
        return InstanceRules.cellName(KeyGivingRoutes.name(fields, "serverName"));
    }

    private static List<MethodDefinition> methods(Fields fields) {
        List<MethodDefinition> methods = new ArrayList<>();
        List<Fields> all = fields.objects("methods");
        if (all.size() > MOST_METHODS) {
            fields.wrong("methods", "are " + all.size() + ", more than " + MOST_METHODS);
            return List.of();
        }
        for (Fields one : all) {
            String name = one.text("methodName");
            if (!name.isEmpty() && !NAME.matcher(name).matches()) {
                one.wrong("methodName", "is not the name of a method");
            }
            String url = shortText(one, "url");
            methods.add(new MethodDefinition(
                    name,
                    shortText(one, "parameterType"),
                    url == null ? "" : url,
                    one.numberOr("isAuth", 0, 1, 0) == 1,
                    one.numberOr("isHttp", 0, 1, 1) == 1,
                    httpType(one)));
        }
        return methods;
    }

    private static @Nullable String shortText(Fields fields, String name) {
        String text = fields.textOr(name, null);
        if (text != null && (text.length() > MOST_TEXT || text.chars().anyMatch(Character::isISOControl))) {
            fields.wrong(name, "is longer than " + MOST_TEXT + " characters, or has control characters");
        }
        return text;
    }

    private static @Nullable String httpType(Fields fields) {
        String type = fields.textOr("httpType", null);
        if (type != null && !HTTP.contains(type.toUpperCase(java.util.Locale.ROOT))) {
            fields.wrong("httpType", "is not a method of HTTP");
        }
        return type;
    }
}
