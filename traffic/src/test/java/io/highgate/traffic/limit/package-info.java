/** Is no more let through than may be, and no less? */
@org.jspecify.annotations.NullMarked
package io.highgate.traffic.limit;
