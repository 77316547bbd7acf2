package io.highgate.model.ocelot.translate;

import io.highgate.base.problem.Place;
import io.highgate.model.ocelot.Compat;
import io.highgate.model.ocelot.Feature;
import io.highgate.model.ocelot.OcelotGlobal;
import io.highgate.model.ocelot.OcelotGlobal.ScopedFeature;
import io.highgate.model.ocelot.OcelotOptions;
import io.highgate.model.ocelot.OcelotOptions.Handler;
import io.highgate.model.ocelot.OcelotOptions.Qos;
import io.highgate.model.ocelot.OcelotRateLimit;
import io.highgate.model.ocelot.OcelotRoute;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Gives each route what {@code GlobalConfiguration} gives to all of them, as Ocelot 25 does; in Ocelot
 * 20 only its dynamic routes do, and the others get nothing from there but how their limits are told. Pure.
 */
final class GlobalDefaults {

    private GlobalDefaults() {}

    static OcelotRoute apply(OcelotRoute route, OcelotGlobal global, Compat compat) {
        if (compat.is25()) {
            return merge(
                    route,
                    global,
                    route.options().rateLimit().over(global.options().rateLimit()));
        }
        return route.isDynamic()
                ? merge(
                        route,
                        global,
                        route.options().rateLimit().told(global.options().rateLimit()))
                : told(route, global);
    }

    private static OcelotRoute told(OcelotRoute route, OcelotGlobal global) {
        OcelotOptions own = route.options();
        return route.with(own.with(own.rateLimit().told(global.options().rateLimit())), route.features());
    }

    private static OcelotRoute merge(OcelotRoute route, OcelotGlobal global, OcelotRateLimit limit) {
        OcelotOptions own = route.options();
        OcelotOptions general = global.options();
        OcelotGlobal.Scopes scopes = global.scopes();
        Qos qos = included(scopes.qos(), route) ? own.qos().over(general.qos()) : own.qos();
        Handler handler = included(scopes.handler(), route) ? own.handler().over(general.handler()) : own.handler();
        boolean balanced = own.balancing().type() != null || !included(scopes.balancer(), route);
        Integer timeout = own.timeoutSeconds();
        OcelotOptions merged = new OcelotOptions(
                qos,
                balanced ? own.balancing() : general.balancing(),
                handler,
                timeout != null && timeout > 0 ? timeout : general.timeoutSeconds(),
                own.transforms().over(general.transforms()),
                included(scopes.limits(), route) ? limit : own.rateLimit(),
                included(scopes.authentication(), route)
                        ? own.authentication().over(general.authentication())
                        : own.authentication(),
                own.addresses().over(general.addresses()));
        Map<Feature, Place> features = new EnumMap<>(Feature.class);
        for (ScopedFeature scoped : global.features()) {
            if (included(scoped.routeKeys(), route)) {
                features.put(scoped.feature(), scoped.place());
            }
        }
        features.putAll(route.features());
        return route.with(merged, features);
    }

    private static boolean included(List<String> routeKeys, OcelotRoute route) {
        return OcelotGlobal.includes(routeKeys, route.key());
    }
}
