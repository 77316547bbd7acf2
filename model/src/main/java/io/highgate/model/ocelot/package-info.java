/**
 * What Ocelot's route files say, as records. In the order of the story: {@code read} turns a file's tree
 * into these records, {@code check} says what is wrong with them, {@code translate} puts the routes
 * into Ocelot's order and says the same in native specs.
 */
@org.jspecify.annotations.NullMarked
package io.highgate.model.ocelot;
