package io.highgate.model.ocelot.read;

import io.highgate.base.problem.Problems;
import io.highgate.model.ocelot.Candidate;
import io.highgate.model.ocelot.Compat;
import io.highgate.model.ocelot.Findings;
import io.highgate.model.ocelot.OcelotAggregate;
import io.highgate.model.ocelot.OcelotFile;
import io.highgate.model.ocelot.OcelotRoute;
import io.highgate.model.ocelot.check.DuplicateCheck;
import io.highgate.model.ocelot.check.KeyCheck;
import io.highgate.model.ocelot.check.RouteCheck;
import io.highgate.model.ocelot.check.ShadowCheck;
import io.highgate.model.ocelot.translate.Selection;
import io.highgate.model.ocelot.translate.Translation;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.UpstreamSpec;
import io.highgate.model.text.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an Ocelot route file as native configuration that routes the same way. Strict reading refuses a
 * file with mistakes; lenient reading reports the same mistakes as warnings and goes on without what
 * they are in. Immutable; may be used for any number of files.
 */
public final class OcelotReader {

    private final Compat compat;
    private final boolean lenient;

    public OcelotReader(Compat compat, boolean lenient) {
        this.compat = compat;
        this.lenient = lenient;
    }

    /**
     * Reads the tree of a file. Everything that Ocelot does not configure has its native default.
     *
     * @param root the outermost value of the file
     * @param authenticators the names of those that native files define, which its schemes may be
     * @param problems gets all that is wrong, doubtful or not supported, with its place
     * @return null when an error was reported
     */
    public @Nullable GatewaySpec read(Node root, Set<String> authenticators, Problems problems) {
        int errors = problems.errorCount();
        Findings findings = new Findings(compat, lenient, problems);
        if (!(root instanceof Node.Mapping)) {
            findings.fatal(
                    root.place(), "an Ocelot file is an object { } with a list of Routes, not " + Values.kind(root));
            return null;
        }
        OcelotFile file = OcelotFileFields.read(root, findings);
        List<Candidate> order = check(file, findings);
        if (order.isEmpty() && problems.errorCount() == errors) {
            findings.fatal(file.place(), nothing(file));
        }
        namedOnly(file, findings);
        new ShadowCheck(findings).check(order);
        GatewaySpec general = SpecShape.defaults(GatewaySpec.class);
        Translation translation =
                new Translation(findings, file.global(), SpecShape.defaults(UpstreamSpec.class), authenticators);
        translation.translate(order);
        return problems.errorCount() > errors ? null : spec(general, translation);
    }

    /** Where all routes are dynamic, Ocelot knows the services that they do not name, too. */
    private static void namedOnly(OcelotFile file, Findings findings) {
        boolean dynamic = !file.routes().isEmpty() && file.routes().stream().allMatch(OcelotRoute::isDynamic);
        if (dynamic && file.global().provider() != null) {
            findings.warning(
                    file.routes().getFirst().place(),
                    "Ocelot leads /{service}/... to any service of the registry; here only those can be reached that"
                            + " DynamicRoutes names");
        }
    }

    /** Where no route is written, Ocelot leads to any service; who can be reached here is said in the file. */
    private static String nothing(OcelotFile file) {
        return file.routes().isEmpty() && file.global().provider() != null
                ? "no route is written, so that Ocelot leads /{service}/... to any service of the registry; name those that"
                        + " are meant: {\"DynamicRoutes\": [{\"ServiceName\": \"orders\"}]}"
                : "no route in this file can be used; write some in Routes";
    }

    /** What can be used, in the order of selection; what repeats something earlier is left out. */
    private static List<Candidate> check(OcelotFile file, Findings findings) {
        KeyCheck keys = new KeyCheck(findings, file.routes());
        keys.global(file.place(), file.global());
        RouteCheck check = new RouteCheck(findings);
        List<OcelotRoute> routes = new ArrayList<>();
        for (OcelotRoute route : file.routes()) {
            if (check.usable(route)) {
                routes.add(route);
            }
        }
        List<OcelotAggregate> aggregates = new ArrayList<>();
        for (OcelotAggregate aggregate : file.aggregates()) {
            keys.aggregate(aggregate);
            if (check.match(aggregate)) {
                aggregates.add(aggregate);
            }
        }
        DuplicateCheck duplicates = new DuplicateCheck(findings);
        List<OcelotRoute> firstRoutes = duplicates.firstOnes(routes);
        return Selection.order(firstRoutes, duplicates.firstOnes(aggregates));
    }

    private static GatewaySpec spec(GatewaySpec general, Translation translation) {
        return SpecShape.with(
                general,
                Map.of(
                        "upstreams",
                        translation.upstreams(),
                        "routes",
                        translation.routes(),
                        "registries",
                        translation.registries()));
    }
}
