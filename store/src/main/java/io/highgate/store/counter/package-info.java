/** How often did something happen, wherever it did? */
@org.jspecify.annotations.NullMarked
package io.highgate.store.counter;
