package io.highgate.model.cell;

import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.AccessSpec;
import io.highgate.model.spec.AuthenticatorSpec;
import io.highgate.model.spec.FilterSpec;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.RewriteSpec;
import io.highgate.model.spec.RouteSpec;
import io.highgate.model.spec.UpstreamSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The routes that are there without being configured: {@code /api/v1/<cell>/<path>} leads to the cell's
 * {@code /<path>}. Every configured route wins over them. Pure.
 */
public final class CellRoutes {

    /** What all their paths begin with. */
    public static final String PREFIX = "/api/v1/";

    private static final int LAST = -1_000_000;
    private static final RouteSpec PLAIN = SpecShape.defaults(RouteSpec.class);

    private CellRoutes() {}

    /** The configured routes, and behind them those to cells. */
    public static List<RouteSpec> withThem(GatewaySpec spec) {
        List<RouteSpec> all = new ArrayList<>(spec.routes());
        RouteSpec any = anyCell(spec);
        spec.upstreams().forEach((name, upstream) -> {
            if (upstream.cell()) {
                all.add(to(name, any));
            }
        });
        return all;
    }

    /** Whether requests below the prefix are meant for cells, known or not. */
    public static boolean areOn(GatewaySpec spec) {
        return spec.login() != null
                || spec.center() != null
                || spec.upstreams().values().stream().anyMatch(UpstreamSpec::cell);
    }

    /** What all of them have in common; there may be thousands. */
    private static RouteSpec anyCell(GatewaySpec spec) {
        FilterSpec safe = new FilterSpec.ResponseHeaders(SpecShape.with(
                SpecShape.defaults(FilterSpec.HeaderEditSpec.class),
                "set",
                Map.of("X-Content-Type-Options", "nosniff", "X-Frame-Options", "DENY")));
        RouteSpec any = SpecShape.with(
                PLAIN,
                Map.of(
                        "rewrite",
                        new RewriteSpec("/{rest}", RewriteSpec.Query.KEEP),
                        "filters",
                        List.of(safe),
                        "priority",
                        LAST));
        return SpecShape.with(any, "access", access(spec));
    }

    private static RouteSpec to(String cell, RouteSpec any) {
        return SpecShape.with(
                any,
                Map.of(
                        "name",
                        "built-in cell " + cell,
                        "paths",
                        List.of(PREFIX + cell + "/{*rest}"),
                        "upstream",
                        cell,
                        "cell",
                        cell));
    }

    /** As configured for all; without that, whoever is logged in. */
    private static @Nullable AccessSpec access(GatewaySpec spec) {
        if (spec.access() != null || spec.login() == null) {
            return spec.access();
        }
        return SpecShape.with(SpecShape.defaults(AccessSpec.class), "by", List.of(AuthenticatorSpec.SESSION));
    }
}
