package io.highgate.center.adopt;

import io.highgate.center.cells.InstanceRules;
import io.highgate.registries.OtherRegistry;

/**
 * A registry whose services become cells. Immutable.
 *
 * @param kind as {@code consul}: what adopted instances say in their metadata under {@link #MARK}
 * @param rules what an instance may say; loopback only if the registry itself is on this machine
 */
public record Origin(String kind, OtherRegistry registry, Choice choice, InstanceRules rules) {

    /** The name in the metadata by which an adopted instance is known. */
    public static final String MARK = "registry";
}
