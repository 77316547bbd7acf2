/** What does the center tell gateways while they listen? */
@org.jspecify.annotations.NullMarked
package io.highgate.wire.stream;
