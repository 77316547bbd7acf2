/** From the tree of an Ocelot file to records, and through checks and translation to native configuration. */
@org.jspecify.annotations.NullMarked
package io.highgate.model.ocelot.read;
