/** Which instances are there, and for how long is that believed? */
@org.jspecify.annotations.NullMarked
package io.highgate.store.registry;
