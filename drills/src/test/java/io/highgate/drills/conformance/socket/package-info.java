/** WebSockets of other people's making, through a gateway in a process of its own. */
@org.jspecify.annotations.NullMarked
package io.highgate.drills.conformance.socket;
