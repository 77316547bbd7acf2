/** Stores of one process, for itself alone or in front of shared ones. */
@org.jspecify.annotations.NullMarked
package io.highgate.store.memory;
