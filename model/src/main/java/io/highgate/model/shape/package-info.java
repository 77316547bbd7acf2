/** What the spec records look like: the one description from which reading, printing and documenting follow. */
@org.jspecify.annotations.NullMarked
package io.highgate.model.shape;
