/** A TCP connection that misbehaves the way a test says: what is between a gateway and an origin when the network fails. */
@org.jspecify.annotations.NullMarked
package io.highgate.testkit.link;
