package io.highgate.model.read;

import io.highgate.base.problem.Problem;
import io.highgate.base.problem.Problems;
import io.highgate.model.bind.Places;
import io.highgate.model.bind.SpecBinder;
import io.highgate.model.check.DiscoverCheck;
import io.highgate.model.check.EndpointsCheck;
import io.highgate.model.spec.DiscoverSpec;
import io.highgate.model.spec.EndpointListSpec;
import io.highgate.model.spec.EndpointSpec;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.UpstreamSpec;
import io.highgate.model.text.Node;
import io.highgate.model.text.Node.Entry;
import io.highgate.model.text.Node.Mapping;
import io.highgate.model.text.Node.Sequence;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file that lists endpoints, as strictly as configuration: {@code endpoints: [...]}, or the
 * list alone. Stateless.
 */
public final class EndpointFile {

    private EndpointFile() {}

    /**
     * What came of it.
     *
     * @param endpoints null if there was an error; never empty
     */
    public record Result(@Nullable List<EndpointSpec> endpoints, List<Problem> problems) {}

    /**
     * Reads it; never throws for what is wrong in or with the file.
     *
     * @param most how many endpoints there may be
     * @param secure whether the upstream encrypts its connections
     */
    public static Result read(Path file, int most, boolean secure) {
        Problems problems = new Problems();
        Node tree = ConfigReader.tree(file, ReadOptions.strict(), problems);
        EndpointListSpec list = tree == null ? null : bind(tree, most, secure, problems);
        return new Result(problems.hasErrors() || list == null ? null : list.endpoints(), problems.all());
    }

    /**
     * Reads all that a configuration names. What is wrong in them is no error of the configuration,
     * because they may change at any time: it is warned of.
     */
    static void lookAtAll(GatewaySpec spec, Problems problems) {
        for (UpstreamSpec upstream : spec.upstreams().values()) {
            if (upstream.discover() instanceof DiscoverSpec.File file && DiscoverCheck.isPath(file.path())) {
                read(Path.of(file.path()), upstream.maxDiscovered(), upstream.security() != null)
                        .problems()
                        .forEach(it -> problems.warning(it.place(), it.message()));
            }
        }
    }

    private static @Nullable EndpointListSpec bind(Node tree, int most, boolean secure, Problems problems) {
        Places places = new Places(tree.place().source());
        Node root = tree instanceof Sequence list
                ? new Mapping(list.place(), List.of(new Entry(list.place(), "endpoints", list)))
                : tree;
        EndpointListSpec list = new SpecBinder(Map.of(), false, places, problems).bind(root, EndpointListSpec.class);
        if (list != null) {
            EndpointsCheck.check(list, most, secure, places, problems);
        }
        return list;
    }
}
