/** The documentation of the configuration, generated from the spec records. */
@org.jspecify.annotations.NullMarked
package io.highgate.model.schema;
