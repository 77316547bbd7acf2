/** Counters that the event loops write without getting in each other's way. */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.count;
