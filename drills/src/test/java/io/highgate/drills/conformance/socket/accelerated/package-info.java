/** What Autobahn does octet by octet, where Jython takes too long: called by the scripts in {@code wsaccel}. */
@org.jspecify.annotations.NullMarked
package io.highgate.drills.conformance.socket.accelerated;
