package io.highgate.center.api.health;

import java.util.concurrent.Callable;

/**
 * One thing that a center needs. Immutable.
 *
 * @param name as {@code database}
 * @param vital whether the center is of no use without it; else it is only worse off
 * @param look returns if all is well, throws if not; may block
 */
public record Check(String name, boolean vital, Callable<?> look) {}
