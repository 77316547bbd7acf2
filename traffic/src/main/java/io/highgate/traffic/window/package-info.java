/** What happened lately: counts that forget. */
@org.jspecify.annotations.NullMarked
package io.highgate.traffic.window;
