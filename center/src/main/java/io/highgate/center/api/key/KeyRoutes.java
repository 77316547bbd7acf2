package io.highgate.center.api.key;

import io.highgate.center.access.KeyDesk;
import io.highgate.center.access.KeyDesk.By;
import io.highgate.center.access.KeyDesk.Changed;
import io.highgate.center.access.KeyDesk.Given;
import io.highgate.center.access.KeyDesk.Wanted;
import io.highgate.center.api.call.Answer;
import io.highgate.center.api.call.Ask;
import io.highgate.center.api.call.Body;
import io.highgate.center.api.call.Etags;
import io.highgate.center.api.call.Page;
import io.highgate.center.api.call.Refused;
import io.highgate.center.api.route.Access;
import io.highgate.center.api.route.Route;
import io.highgate.store.key.ServiceKey;
import io.highgate.wire.json.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Administrators give service keys out and take them back. Thread-safe. */
public final class KeyRoutes {

    private static final String PATH = "/api/center/keys";

    private final KeyDesk desk;

    public KeyRoutes(KeyDesk desk) {
        this.desk = desk;
    }

    /** Its paths. */
    public List<Route> all() {
        return List.of(
                Route.get(PATH, Access.ADMINISTER, this::list),
                Route.post(PATH, Access.ADMINISTER, this::give),
                Route.get(PATH + "/{safeKey}", Access.ADMINISTER, this::one),
                Route.post(PATH + "/{safeKey}/rotate", Access.ADMINISTER, this::rotate),
                Route.post(PATH + "/{safeKey}/disable", Access.ADMINISTER, ask -> enable(ask, false)),
                Route.post(PATH + "/{safeKey}/enable", Access.ADMINISTER, ask -> enable(ask, true)));
    }

    private Answer list(Ask ask) throws Refused {
        Page page = Page.of(ask);
        List<ServiceKey> found = desk.list(page.after(), page.limit());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("items", found.stream().map(KeyRoutes::shown).toList());
        if (found.size() == page.limit()) {
            json.put("next", found.getLast().safeKey());
        }
        return Answer.ok(json);
    }

    private Answer give(Ask ask) throws Refused {
        Fields fields = Body.fields(ask);
        Wanted wanted = KeyWish.read(fields);
        Body.check(fields);
        Given given = desk.give(wanted, by(ask));
        return tagged(Answer.json(201, withSecret(given)), given.key())
                .with("Location", PATH + "/" + given.key().safeKey());
    }

    private Answer one(Ask ask) throws Refused {
        ServiceKey key = found(ask);
        return tagged(Answer.ok(shown(key)), key);
    }

    private Answer rotate(Ask ask) throws Refused {
        ServiceKey next = changed(ask, desk.rotate(based(ask), by(ask)));
        return tagged(Answer.ok(withSecret(desk.given(next))), next);
    }

    private Answer enable(Ask ask, boolean counts) throws Refused {
        ServiceKey next = changed(ask, desk.enable(based(ask), counts, by(ask)));
        return tagged(Answer.ok(shown(next)), next);
    }

    private static Answer tagged(Answer answer, ServiceKey key) {
        return answer.with("ETag", Etags.of(key.version()));
    }

    private ServiceKey found(Ask ask) throws Refused {
        ServiceKey key = desk.find(ask.variable("safeKey"));
        if (key == null) {
            throw Refused.notFound("there is no such key");
        }
        return key;
    }

    /** The key as the caller knows it. */
    private ServiceKey based(Ask ask) throws Refused {
        ServiceKey key = found(ask);
        Etags.check(ask, Etags.of(key.version()));
        return key;
    }

    private static ServiceKey changed(Ask ask, Changed changed) throws Refused {
        ServiceKey key = changed.key();
        if (key != null) {
            return key;
        }
        String why = "somebody else changed the key at the same time: look again";
        throw ask.header("If-Match") == null ? Refused.conflict(why) : Refused.stale(why);
    }

    private static By by(Ask ask) {
        return new By(ask.caller().name(), ask.id());
    }

    private static Map<String, Object> shown(ServiceKey key) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("safeKey", key.safeKey());
        json.put("kind", KeyWish.word(key.kind()));
        json.put("subject", key.subject());
        putIf(json, "role", key.role());
        putIf(json, "group", key.group());
        json.put("enabled", key.enabled());
        json.put("generation", key.generation());
        json.put("created", key.created().toString());
        return json;
    }

    private static void putIf(Map<String, Object> json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private static Map<String, Object> withSecret(Given given) {
        Map<String, Object> json = shown(given.key());
        json.put("safeSecret", given.secret().reveal());
        return json;
    }
}
