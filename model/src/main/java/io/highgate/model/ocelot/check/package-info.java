/** What is wrong or doubtful in an Ocelot file as a whole. */
@org.jspecify.annotations.NullMarked
package io.highgate.model.ocelot.check;
