package io.highgate.model.read;

import io.highgate.base.problem.Problems;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.text.Node;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the tree of an Ocelot file; handed in, so that this room does not depend on Ocelot's. */
@FunctionalInterface
public interface OcelotSource {

    /** For who has native files only. */
    OcelotSource NONE = (root, options, authenticators, problems) -> null;

    /**
     * What the file means in native terms, or null if it cannot be used; the reasons are reported.
     *
     * @param authenticators the names of those that native files define
     */
    @Nullable
    GatewaySpec read(Node root, ReadOptions options, Set<String> authenticators, Problems problems);
}
