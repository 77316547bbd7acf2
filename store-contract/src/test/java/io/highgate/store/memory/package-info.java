/** Do the stores of one process keep what all stores promise? */
@org.jspecify.annotations.NullMarked
package io.highgate.store.memory;
