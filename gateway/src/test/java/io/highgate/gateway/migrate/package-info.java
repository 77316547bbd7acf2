/** Ocelot files on a real gateway, measured by an oracle that knows the raw file and Ocelot's rules only. */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.migrate;
