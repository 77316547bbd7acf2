/** May somebody say that of an instance? */
@org.jspecify.annotations.NullMarked
package io.highgate.center.cells;
