package io.highgate.model.check;

import io.highgate.base.problem.Problems;
import io.highgate.model.bind.Places;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.OverloadSpec;
import io.highgate.model.spec.RouteSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks a spec as a whole. A spec without errors can be compiled: what it names is there, and every
 * template, expression, name and value in it is well-formed. Pure.
 */
public final class GatewayCheck {

    private GatewayCheck() {}

    /** Checks a spec that was not read from text. */
    public static void check(GatewaySpec spec, Problems problems) {
        check(spec, new Places("configuration"), problems);
    }

    /** Checks a spec and names the places where its parts were written. */
    public static void check(GatewaySpec spec, Places places, Problems problems) {
        Report report = new Report(places, problems);
        AddressCheck.check(spec, report);
        TimeoutCheck.check(spec, report);
        TlsCheck.check(spec, report);
        UpstreamCheck.check(spec.upstreams(), report);
        DiscoverCheck.check(spec, report);
        CenterCheck.check(spec.center(), report);
        RegistriesCheck.check(spec.registries(), report);
        GovernanceCheck.check(spec.governance(), report);
        AdoptCheck.check(spec.governance().adopt(), spec.registries(), report);
        FilterCheck.check(spec.filters(), List.of(), "filters", report);
        OverloadSpec overload = spec.overload();
        if (overload.from().basisPoints() == 0) {
            report.error("overload.from", "0% would always refuse; write 'sheds: none' to refuse nothing");
        }
        if (overload.lag().isZero()) {
            report.error("overload.lag", "must be longer than 0: every event loop is a little late");
        }
        String timeoutHeader = spec.forwarding().timeoutHeader();
        if (!HttpWords.isToken(timeoutHeader)) {
            report.error(
                    "forwarding.timeoutHeader",
                    "'" + timeoutHeader + "' is not the name of a header field; write 'off' for none");
        }
        BuiltInLoginCheck.check(spec.login(), report);
        ProtectionCheck.check(spec, report);
        AccessCheck access = AccessCheck.of(spec, report);
        RouteCheck routes = new RouteCheck(spec.upstreams(), access, report);
        for (int i = 0; i < spec.routes().size(); i++) {
            routes.check(spec.routes().get(i), "routes[" + i + "]");
        }
        LimitCheck.check(spec, report);
        distinctNames(spec.routes(), report);
        unusedUpstreams(spec, report);
        Shadowing.check(spec.routes(), report);
    }

    private static void distinctNames(List<RouteSpec> routes, Report report) {
        Map<String, String> paths = new HashMap<>();
        for (int i = 0; i < routes.size(); i++) {
            String path = "routes[" + i + "].name";
            String first = paths.putIfAbsent(routes.get(i).name(), path);
            if (first != null) {
                report.error(
                        path,
                        "another route is named '%s' too (%s); names are unique"
                                .formatted(routes.get(i).name(), report.other(first, path)));
            }
        }
    }

    private static void unusedUpstreams(GatewaySpec spec, Report report) {
        Set<String> used = new HashSet<>();
        spec.routes().forEach(it -> used.addAll(it.upstreams()));
        spec.upstreams().forEach((name, upstream) -> {
            if (!used.contains(name) && !upstream.cell()) {
                report.warning("upstreams." + name, "no route names the upstream '" + name + "'");
            }
        });
    }
}
