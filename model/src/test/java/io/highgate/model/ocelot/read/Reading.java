package io.highgate.model.ocelot.read;

import io.highgate.base.problem.Problem;
import io.highgate.base.problem.Problem.Severity;
import io.highgate.base.problem.Problems;
import io.highgate.model.ocelot.Compat;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.RouteSpec;
import io.highgate.model.spec.UpstreamSpec;
import io.highgate.model.text.JsonText;
import io.highgate.model.text.Node;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/** What became of a file that a test read. Immutable. */
record Reading(@Nullable GatewaySpec spec, Problems problems) {

    static Reading strict20(String json) {
        return read(json, Compat.OCELOT_20, false);
    }

    static Reading strict25(String json) {
        return read(json, Compat.OCELOT_25, false);
    }

    static Reading lenient20(String json) {
        return read(json, Compat.OCELOT_20, true);
    }

    static Reading read(String json, Compat compat, boolean lenient) {
        return read(json, compat, lenient, Set.of());
    }

    static Reading read(String json, Compat compat, boolean lenient, Set<String> authenticators) {
        Problems problems = new Problems();
        Node root = JsonText.read("ocelot.json", json.replace('\'', '"'), problems);
        if (root == null) {
            throw new IllegalArgumentException("a test must write JSON: " + problems.all());
        }
        return new Reading(new OcelotReader(compat, lenient).read(root, authenticators, problems), problems);
    }

    /** A file with these routes; quotes are written as ' in tests. */
    static String routes(String... routes) {
        return "{'Routes': [" + String.join(",\n", routes) + "]}";
    }

    /** A route to one endpoint, with more settings behind. */
    static String route(String upstream, String downstream, String more) {
        return "{'UpstreamPathTemplate': '" + upstream + "', 'DownstreamPathTemplate': '" + downstream
                + "', 'DownstreamScheme': 'http', 'DownstreamHostAndPorts': [{'Host': 'h', 'Port': 80}]"
                + (more.isEmpty() ? "" : ", " + more) + "}";
    }

    static String route(String upstream) {
        return route(upstream, "/", "");
    }

    GatewaySpec gateway() {
        if (spec == null) {
            throw new AssertionError("the file was refused: " + problems.all());
        }
        return spec;
    }

    /** In the order of priority. */
    List<RouteSpec> inOrder() {
        return gateway().routes().stream()
                .sorted((a, b) -> Integer.compare(b.priority(), a.priority()))
                .toList();
    }

    RouteSpec only() {
        return gateway().routes().getFirst();
    }

    /** Where a route sends requests to. */
    static String to(RouteSpec route) {
        return requireNonNull(route.rewrite()).to();
    }

    /** The status that a route answers by itself. */
    static int status(RouteSpec route) {
        return requireNonNull(route.respond()).status();
    }

    UpstreamSpec upstream(String name) {
        return requireNonNull(gateway().upstreams().get(name));
    }

    List<String> errors() {
        return messages(Severity.ERROR);
    }

    List<String> warnings() {
        return messages(Severity.WARNING);
    }

    List<String> unsupported() {
        return messages(Severity.UNSUPPORTED);
    }

    private List<String> messages(Severity severity) {
        return problems.of(severity).stream().map(Problem::toString).toList();
    }
}
