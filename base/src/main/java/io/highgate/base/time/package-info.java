/** Time as a thing that is handed in: a monotonic ticker and a timer wheel confined to one thread. */
@org.jspecify.annotations.NullMarked
package io.highgate.base.time;
