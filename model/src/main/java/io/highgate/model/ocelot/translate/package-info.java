/** From Ocelot's routes, in Ocelot's order, to native specs that mean the same. */
@org.jspecify.annotations.NullMarked
package io.highgate.model.ocelot.translate;
