package io.highgate.model.env;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problems;
import io.highgate.base.unit.EndpointUrl;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.EndpointSpec;
import io.highgate.model.spec.UpstreamSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Cells that the environment names: {@code CELL_CRM_URL} is where crm is. Confined to one thread. */
record CellVariables(Map<String, String> accepted, Problems problems) {

    private static final String BEFORE = "CELL_";
    private static final String BEHIND = "_URL";

    /** The upstreams with the cells; a variable wins over the endpoints of an upstream of its name. */
    Map<String, UpstreamSpec> over(Map<String, UpstreamSpec> configured) {
        Map<String, UpstreamSpec> upstreams = new LinkedHashMap<>(configured);
        accepted.forEach((variable, url) -> {
            if (variable.startsWith(BEFORE) && variable.endsWith(BEHIND)) {
                add(variable, url, upstreams);
            }
        });
        return upstreams;
    }

    private void add(String variable, String url, Map<String, UpstreamSpec> upstreams) {
        String name = variable.substring(BEFORE.length(), variable.length() - BEHIND.length())
                .toLowerCase(Locale.ROOT);
        try {
            EndpointSpec endpoint = new EndpointSpec(EndpointUrl.parse(url), 1);
            UpstreamSpec before = upstreams.getOrDefault(name, SpecShape.defaults(UpstreamSpec.class));
            upstreams.put(name, SpecShape.with(before, Map.of("cell", true, "endpoints", List.of(endpoint))));
        } catch (IllegalArgumentException e) {
            problems.error(Place.of("environment variable " + variable), String.valueOf(e.getMessage()));
        }
    }
}
