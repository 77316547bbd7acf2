/** Which instances are there, and what may somebody say of one? */
@org.jspecify.annotations.NullMarked
package io.highgate.center.cells;
