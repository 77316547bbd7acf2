/** Who is taken out, and when is nobody? */
@org.jspecify.annotations.NullMarked
package io.highgate.center.evict;
