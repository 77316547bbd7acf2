/** Messages that cross a process border. Records only grow: a component is never renamed or removed. */
@org.jspecify.annotations.NullMarked
package io.highgate.wire;
