package io.highgate.model.ocelot.check;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Suggestion;
import io.highgate.model.ocelot.Feature;
import io.highgate.model.ocelot.Findings;
import io.highgate.model.ocelot.OcelotAggregate;
import io.highgate.model.ocelot.OcelotGlobal;
import io.highgate.model.ocelot.OcelotRoute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** That every {@code RouteKeys} names routes that are there, each under a Key of its own. Pure but for the findings. */
public final class KeyCheck {

    private final Findings findings;
    private final Map<String, OcelotRoute> byKey = new LinkedHashMap<>();
    private final Map<String, OcelotRoute> repeated = new LinkedHashMap<>();

    public KeyCheck(Findings findings, List<OcelotRoute> routes) {
        this.findings = findings;
        for (OcelotRoute route : routes) {
            String key = route.key();
            OcelotRoute earlier = key == null ? null : byKey.putIfAbsent(key, route);
            if (key != null && earlier != null) {
                repeated.put(key, route);
            }
        }
    }

    public void aggregate(OcelotAggregate aggregate) {
        Place place = aggregate.at("RouteKeys");
        if (aggregate.routeKeys().isEmpty()) {
            findings.error(place, aggregate.label() + " has no RouteKeys; name the routes it asks");
        }
        for (String key : aggregate.routeKeys()) {
            OcelotRoute route = byKey.get(key);
            if (route == null) {
                unknown(place, key);
                continue;
            }
            OcelotRoute second = repeated.get(key);
            if (second != null) {
                findings.error(
                        second.at("Key"),
                        second.label() + " has the Key '" + key + "' of " + route.label() + ", and " + aggregate.label()
                                + " asks for it; give each its own");
            }
            if (route.features().containsKey(Feature.REQUEST_ID_KEY)) {
                findings.error(
                        place,
                        aggregate.label() + " asks " + route.label()
                                + ", which has a RequestIdKey of its own; an aggregate cannot follow it");
            }
        }
    }

    public void global(Place file, OcelotGlobal global) {
        Place place = file.child("GlobalConfiguration");
        global.scopes().qos().forEach(key -> known(place.child("QoSOptions"), key));
        global.scopes().balancer().forEach(key -> known(place.child("LoadBalancerOptions"), key));
        global.scopes().handler().forEach(key -> known(place.child("HttpHandlerOptions"), key));
        global.scopes().limits().forEach(key -> known(place.child("RateLimitOptions"), key));
        global.features().forEach(feature -> feature.routeKeys().forEach(key -> known(feature.place(), key)));
    }

    private void known(Place place, String key) {
        if (!byKey.containsKey(key)) {
            unknown(place, key);
        }
    }

    private void unknown(Place place, String key) {
        findings.error(
                place,
                "RouteKeys names '" + key + "', but no route has that Key"
                        + Suggestion.didYouMean(key, byKey.keySet()));
    }
}
