/** Who asks, and what may they? */
@org.jspecify.annotations.NullMarked
package io.highgate.center.access;
