package io.highgate.model.read;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problems;
import io.highgate.model.bind.Places;
import io.highgate.model.bind.SpecBinder;
import io.highgate.model.check.GatewayCheck;
import io.highgate.model.env.EnvironmentOverlay;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.AuthenticatorSpec;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.text.JsonText;
import io.highgate.model.text.JsonText.Duplicates;
import io.highgate.model.text.Node;
import io.highgate.model.text.Node.Mapping;
import io.highgate.model.text.SourceText;
import io.highgate.model.text.YamlText;
import io.highgate.model.tls.TlsFiles;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files and environment to one checked spec: the whole way on one screen. Nothing is thrown; what
 * is wrong is in the result, all of it at once. Immutable, may be used by many threads.
 */
public final class ConfigReader {

    /** One of these at the top of a JSON file makes it an Ocelot file. */
    private static final Set<String> OCELOT_KEYS =
            Set.of("Routes", "ReRoutes", "Aggregates", "GlobalConfiguration", "DynamicRoutes");

    private final OcelotSource ocelot;
    private final @Nullable InstantSource clock;
    private final FurtherCheck further;

    /** Without a clock nobody is warned of certificates that have expired. */
    public ConfigReader(OcelotSource ocelot) {
        this(ocelot, null, FurtherCheck.NONE);
    }

    public ConfigReader(OcelotSource ocelot, @Nullable InstantSource clock, FurtherCheck further) {
        this.ocelot = ocelot;
        this.clock = clock;
        this.further = further;
    }

    /** Reads files and directories; the environment is put into values and wins over the files. */
    public ReadResult read(List<Path> paths, ReadOptions options, Map<String, String> environment) {
        Problems problems = new Problems();
        List<Node> trees = new ArrayList<>();
        for (Path file : ConfigFiles.find(paths, problems)) {
            Node tree = tree(file, options, problems);
            if (tree != null) {
                trees.add(tree);
            }
        }
        if (trees.isEmpty() && !problems.hasErrors()) {
            problems.error(Place.of("configuration"), "no file was named");
        }
        return understand(trees, options, environment, problems);
    }

    /** Reads one native YAML text that is not in a file. */
    public ReadResult read(String source, String yaml, ReadOptions options, Map<String, String> environment) {
        Problems problems = new Problems();
        Node tree = YamlText.read(source, yaml, problems);
        return understand(tree == null ? List.of() : List.of(tree), options, environment, problems);
    }

    private ReadResult understand(
            List<Node> trees, ReadOptions options, Map<String, String> environment, Problems problems) {
        Places places = new Places("configuration");
        GatewaySpec spec = bind(trees, options, environment, new Findings(places, problems));
        for (Node tree : trees) {
            if (isOcelot(tree)) {
                GatewaySpec more = ocelot.read(tree, options, authenticators(spec), problems);
                if (spec != null && more != null) {
                    spec = new SpecMerge(places, problems)
                            .merge(spec, more, tree.place().source());
                }
            }
        }
        if (spec != null) {
            spec = EnvironmentOverlay.apply(spec, environment, problems);
            GatewayCheck.check(spec, places, problems);
            further.check(spec, places, problems);
            EndpointFile.lookAtAll(spec, problems);
            TlsFiles.load(spec, places, clock == null ? null : clock.instant(), problems);
        }
        Set<Path> named = spec == null ? null : TlsFiles.named(spec);
        return new ReadResult(problems.hasErrors() ? null : spec, problems.all(), named);
    }

    private static Set<String> authenticators(@Nullable GatewaySpec spec) {
        Set<String> names = new HashSet<>();
        if (spec != null) {
            names.addAll(spec.authenticators().keySet());
            if (spec.login() != null) {
                names.add(AuthenticatorSpec.SESSION);
            }
        }
        return names;
    }

    static @Nullable Node tree(Path file, ReadOptions options, Problems problems) {
        SourceText source = SourceText.load(file, problems);
        if (source == null) {
            return null;
        }
        Duplicates duplicates = options.lenient() ? Duplicates.LAST_WINS : Duplicates.REFUSE;
        return isJson(source)
                ? JsonText.read(source.source(), source.text(), duplicates, problems)
                : YamlText.read(source.source(), source.text(), problems);
    }

    private static boolean isJson(SourceText source) {
        String name = source.source().toLowerCase(Locale.ROOT);
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            return false;
        }
        return name.endsWith(".json") || source.text().stripLeading().startsWith("{");
    }

    private static boolean isOcelot(Node tree) {
        return tree instanceof Mapping mapping
                && mapping.entries().stream().anyMatch(it -> OCELOT_KEYS.contains(it.key()));
    }

    private static @Nullable GatewaySpec bind(
            List<Node> trees, ReadOptions options, Map<String, String> environment, Findings findings) {
        Mapping merged = null;
        for (Node tree : trees) {
            if (isOcelot(tree)) {
                continue;
            }
            if (!(tree instanceof Mapping mapping)) {
                findings.problems().error(tree.place(), "settings (name: value) are wanted at the top of the file");
                continue;
            }
            merged = merged == null ? mapping : new TreeMerge(findings.problems()).merge(merged, mapping);
        }
        if (merged == null) {
            return SpecShape.defaults(GatewaySpec.class);
        }
        return new SpecBinder(environment, options.lenient(), findings.places(), findings.problems())
                .bind(merged, GatewaySpec.class);
    }

    /** The two things that everyone on the way adds to. */
    private record Findings(Places places, Problems problems) {}
}
