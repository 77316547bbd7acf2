/** A tree to spec records, strictly: what is unknown, missing or wrong is reported with its place. */
@org.jspecify.annotations.NullMarked
package io.highgate.model.bind;
