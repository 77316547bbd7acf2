package io.highgate.center.api.seed;

import io.highgate.center.access.Caller;
import io.highgate.center.access.KeyDesk;
import io.highgate.center.access.KnownKeys;
import io.highgate.center.access.Role;
import io.highgate.center.api.call.Answer;
import io.highgate.center.api.call.Ask;
import io.highgate.center.api.call.Body;
import io.highgate.center.api.call.Patience;
import io.highgate.center.api.call.Refused;
import io.highgate.center.api.call.Shape;
import io.highgate.center.api.route.Access;
import io.highgate.center.api.route.Route;
import io.highgate.center.cells.InstanceRules;
import io.highgate.center.cells.LeaseTerms;
import io.highgate.center.enrol.Enrolment;
import io.highgate.store.key.KeyKind;
import io.highgate.store.key.ServiceKey;
import io.highgate.store.registry.GatewayGroup;
import io.highgate.wire.cell.Instance;
import io.highgate.wire.json.Fields;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gateways of a group and copies of a service register and say that they are there: every 15 s, believed for
 * 30. A heartbeat of somebody unknown registers it, as it used to. The gateways of a group are the
 * instances of its cell ({@link GatewayGroup}). Thread-safe.
 */
public final class DetailRoutes {

    private static final Patience PATIENCE = Patience.USUAL;

    private final Means means;

    /** What it works with. */
    record Means(Enrolment enrolment, InstanceRules rules, KnownKeys known, KeyDesk desk, BodyKey bodyKey) {}

    DetailRoutes(Means means) {
        this.means = means;
    }

    /** Its paths. */
    List<Route> all() {
        return List.of(
                Route.post("/gateway-group-detail/register", Access.REPORT, this::joinGroup),
                Route.put("/gateway-group-detail/keep-alive", Access.REPORT, this::keepGroup),
                Route.post("/gateway-server-detail/register", Access.IN_BODY, this::joinService),
                Route.put("/gateway-server-detail/keep-alive", Access.IN_BODY, this::keepService));
    }

    private Answer joinGroup(Ask ask) throws Refused, InterruptedException {
        Fields fields = Body.fields(ask);
        ServiceKey key = groupKey(ask, fields);
        put(ask, ask.caller(), fields, target(key, fields, "detailWeight"), "detailAddress");
        return Shape.enveloped(KeyGivingRoutes.secret(means.desk().given(key)));
    }

    private Answer keepGroup(Ask ask) throws Refused, InterruptedException {
        Fields fields = Body.fields(ask);
        ServiceKey key = groupKey(ask, fields);
        put(ask, ask.caller(), fields, target(key, fields, "weight"), "addr");
        return Shape.enveloped(key.subject());
    }

    private static BaseUrl.Target target(ServiceKey key, Fields fields, String weight) {
        String name = fields.textOr("detailName", null);
        return new BaseUrl.Target(
                GatewayGroup.cell(Objects.requireNonNull(key.group())),
                (int) fields.numberOr(weight, 0, Instance.MOST_WEIGHT, Instance.USUAL_WEIGHT),
                name == null ? Map.of() : Map.of("name", name));
    }

    /** The key of the group that is named: the caller's own, or of an operator the group's oldest one. */
    private ServiceKey groupKey(Ask ask, Fields fields) throws Refused {
        String group = KeyGivingRoutes.name(fields, "groupKey");
        Body.check(fields);
        if (ask.caller() instanceof Caller.Gateway gateway) {
            ServiceKey own = means.known().find(gateway.safeKey(), it -> it.enabled() && group.equals(it.group()));
            if (own == null) {
                throw Refused.forbidden("this key is not one of group " + group);
            }
            return own;
        }
        List<ServiceKey> keys = means.known().ofGroup(group);
        if (keys.isEmpty()) {
            throw Refused.notFound("there is no group " + group + ": create it first");
        }
        return keys.getFirst();
    }

    private Answer joinService(Ask ask) throws Refused, InterruptedException {
        Fields fields = Body.fields(ask);
        Caller caller = means.bodyKey().caller(ask, fields);
        String cell = cell(caller, fields);
        put(ask, caller, fields, service(cell, fields, "detailWeight"), "detailAddress");
        return Shape.enveloped(Map.of("serverName", cell));
    }

    private Answer keepService(Ask ask) throws Refused, InterruptedException {
        Fields fields = Body.fields(ask);
        Caller caller = means.bodyKey().caller(ask, fields);
        put(ask, caller, fields, service(cell(caller, fields), fields, "weight"), "addr");
        return Shape.enveloped(true);
    }

    private static BaseUrl.Target service(String cell, Fields fields, String weight) {
        int share = (int) fields.numberOr(weight, 0, Instance.MOST_WEIGHT, Instance.USUAL_WEIGHT);
        return new BaseUrl.Target(cell, share, Map.of());
    }

    /** The cell of the key; an operator names whose. */
    private String cell(Caller caller, Fields fields) throws Refused {
        if (caller instanceof Caller.Provider provider) {
            return provider.cell();
        }
        if (!caller.is(Role.OPERATOR)) {
            throw Refused.forbidden("this is for " + Access.SERVE.who());
        }
        String safeKey = fields.text("safeKey");
        Body.check(fields);
        ServiceKey key = means.known().find(safeKey, it -> it.enabled() && it.kind() == KeyKind.PROVIDER);
        if (key == null) {
            throw Refused.notFound("there is no key of a service of this name");
        }
        return key.subject();
    }

    /** A beat where that is enough, else a registration. */
    private void put(Ask ask, Caller caller, Fields fields, BaseUrl.Target target, String member)
            throws Refused, InterruptedException {
        String address = fields.text(member);
        Instance instance = BaseUrl.address(target, fields, member, address);
        if (instance != null) {
            means.rules().from(ask.address()).check(instance, fields);
        }
        Body.check(fields);
        if (instance == null
                || isUnchanged(means.enrolment().known(instance.key()), instance)
                        && PATIENCE.with(means.enrolment().beat(instance.key()))) {
            return;
        }
        Duration wait = means.enrolment().flood(caller);
        if (!wait.isZero()) {
            throw Refused.tooOften("too many registrations with this key", wait);
        }
        Enrolment.By by = new Enrolment.By(caller, ask.id());
        boolean ignored = PATIENCE.with(means.enrolment().put(instance, LeaseTerms.PATIENT, by));
    }

    /** A heartbeat says nothing of the name that was given with the registration. */
    private static boolean isUnchanged(@Nullable Instance known, Instance now) {
        return known != null
                && known.weight() == now.weight()
                && (now.metadata().isEmpty() || known.metadata().equals(now.metadata()));
    }
}
