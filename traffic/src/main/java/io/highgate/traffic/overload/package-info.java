/** How much is let in: adaptive limits, bulkheads and shedding by priority, time handed in. */
@org.jspecify.annotations.NullMarked
package io.highgate.traffic.overload;
