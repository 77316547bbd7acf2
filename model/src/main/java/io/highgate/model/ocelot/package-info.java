/**
 * Reads Ocelot's route files. In the order of the story: {@link io.highgate.model.ocelot.OcelotFileFields}
 * turns the tree into records, the checks say what is wrong, {@link io.highgate.model.ocelot.Selection}
 * puts the routes into Ocelot's order, and {@link io.highgate.model.ocelot.Translation} says the same in
 * native specs.
 */
@org.jspecify.annotations.NullMarked
package io.highgate.model.ocelot;
