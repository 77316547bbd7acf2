/** The environment variables of earlier systems, which win over files. */
@org.jspecify.annotations.NullMarked
package io.highgate.model.env;
