package io.highgate.model.read;

import io.highgate.base.problem.Problems;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.text.Node;
import org.jspecify.annotations.Nullable;

/** Reads the tree of an Ocelot file; handed in, so that this room does not depend on Ocelot's. */
@FunctionalInterface
public interface OcelotSource {

    /** What the file means in native terms, or null if it cannot be used; the reasons are reported. */
    @Nullable
    GatewaySpec read(Node root, ReadOptions options, Problems problems);
}
